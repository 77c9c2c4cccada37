using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>The driver's side of a <see cref="PeerHost"/>.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _name;
    private readonly Process _process;
    private string _error = "no message";

    /// <summary>Starts it. It makes its data at once; see <see cref="WaitUntilReadyAsync"/>.</summary>
    public PeerProcess(Workload workload, Peer peer, int elements)
    {
        _name = $"{workload.Id} {peer}";
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (var argument in (string[])[PeerHost.Command, workload.Id, peer.Name, Number(peer.Threads), Number(elements)])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, e) => KeepError(e.Data);
        _process.BeginErrorReadLine();
    }

    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        var line = await ReadAsync(ct).ConfigureAwait(false);
        if (line != PeerHost.Ready)
        {
            throw new CompareException($"{_name}: '{line}' where '{PeerHost.Ready}' was expected.");
        }
    }

    /// <summary>One pass over the data.</summary>
    public async Task<PassResult> RunAsync(CancellationToken ct)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(PeerHost.Run.AsMemory(), ct).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(ct).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended, and reading says with what.
        }

        return PassResult.Parse(await ReadAsync(ct).ConfigureAwait(false));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken ct)
    {
        try
        {
            var line = await _process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct).ConfigureAwait(false);
            if (line is not null)
            {
                return line;
            }
        }
        catch (TimeoutException)
        {
            throw new CompareException($"{_name} did not answer within {Patience.TotalSeconds:F0} s.");
        }

        // Its standard error is read to the end by then.
        await _process.WaitForExitAsync(ct).ConfigureAwait(false);
        throw new CompareException($"{_name} ended with exit code {_process.ExitCode}: {_error}");
    }

    // The first line of an unhandled exception says what happened, those after it where.
    private void KeepError(string? line)
    {
        if (line?.StartsWith("Unhandled exception", StringComparison.Ordinal) == true)
        {
            _error = line;
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
