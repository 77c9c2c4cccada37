using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Samples.Tests;

public sealed class NetworkWordCountTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_counts_the_words_of_a_server_until_it_is_asked_to_end()
    {
        using var server = Server(out var port);
        using var process = Start("127.0.0.1", $"{port}");
        using var peer = await server.AcceptAsync().WaitAsync(Patience);
        await peer.SendAsync("to be or not to be\n"u8.ToArray());
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.EndsWith("  be 2, to 2, not 1, or 1", line, StringComparison.Ordinal);

        // As a service manager does.
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal((0, "6 words in 1 lines."), (process.ExitCode, (await process.StandardOutput.ReadToEndAsync()).Trim()));
    }

    [Fact]
    public async Task It_bears_batches_without_words()
    {
        using var server = Server(out var port);
        using var output = new Lines();
        using var end = new CancellationTokenSource();

        // A thousand batches a second, of which few have words.
        var running = Task.Run(() => NetworkWordCount.Program.RunAsync("127.0.0.1", port, TimeSpan.FromMilliseconds(1), output, TextWriter.Null, end.Token));
        using var peer = await server.AcceptAsync().WaitAsync(Patience);
        for (var i = 0; i < 20; i++)
        {
            await peer.SendAsync("word\n"u8.ToArray());
            Assert.EndsWith("word 1", await output.NextAsync().WaitAsync(Patience), StringComparison.Ordinal);
        }

        await end.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(Patience));
        Assert.Equal("20 words in 20 lines.", await output.NextAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData]
    [InlineData("localhost")]
    [InlineData("localhost", "many")]
    [InlineData("localhost", "70000")]
    public async Task Nonsense_is_answered_with_how_it_is_used(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("usage: NetworkWordCount HOST PORT", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_and_tried_again()
    {
        using (var server = Server(out var port))
        {
            server.Dispose();
            using var process = Start("127.0.0.1", $"{port}");
            var message = await process.StandardError.ReadLineAsync().WaitAsync(Patience);
            Assert.EndsWith("Trying again.", message, StringComparison.Ordinal);
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
    }

    private static Socket Server(out int port)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen();
        port = ((IPEndPoint)server.LocalEndPoint!).Port;
        return server;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NetworkWordCount.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>What is written, line by line.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public Task<string> NextAsync() => _lines.Reader.ReadAsync().AsTask();

        public override void WriteLine(string? value) => _lines.Writer.TryWrite(value!);

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }
    }
}
