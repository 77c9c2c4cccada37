using System.Diagnostics.Metrics;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Looks at the slot now and then.</summary>
internal sealed class SlotWatch : IAsyncDisposable
{
    private readonly PostgresChangeOptions _options;
    private readonly ChangeConnections _connections;
    private readonly CancellationTokenSource _end = new();
    private readonly PeriodicTimer _timer;
    private readonly Meter _meter;
    private readonly Task _running;
    private PostgresSlotStatus? _status;

    public SlotWatch(PostgresChangeOptions options, ChangeConnections connections, TimeProvider time)
    {
        (_options, _connections, _timer) = (options, connections, new PeriodicTimer(options.StatusInterval, time));
        _meter = new Meter("LinqStream", null, [new("linqstream.postgres.slot", options.Slot)]);
        _meter.CreateObservableGauge("linqstream.postgres.slot.lag", () => Measured(status => status.Lag), "By", "The log of the server behind what has been acknowledged.");
        _meter.CreateObservableGauge("linqstream.postgres.slot.retained", () => Measured(status => status.Retained), "By", "The log that the server keeps for the slot.");
        _running = Task.Run(RunAsync);
    }

    /// <summary>What it saw last; null before it has seen anything.</summary>
    public PostgresSlotStatus? Status => Volatile.Read(ref _status);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _timer.Dispose();
        _meter.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            do
                await LookAsync().ConfigureAwait(false);
            while (await _timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }
    }

    // A server that does not answer is no matter of this: what reads the changes finds out, and says it.
    private async Task LookAsync()
    {
        try
        {
            var connection = await _connections.OpenAsync(_end.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var facts = await SlotFacts.ReadAsync(connection, _options.Slot, _end.Token).ConfigureAwait(false);
                if (facts.Slot is { Confirmed: { } confirmed } slot)
                    Volatile.Write(ref _status, new PostgresSlotStatus(
                        Lsn.Of(facts.End), Lsn.Of(confirmed), Math.Max(0, facts.End - confirmed), Math.Max(0, facts.End - (slot.Restart ?? confirmed)), slot.WalStatus));
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
        }
    }

    private IEnumerable<Measurement<long>> Measured(Func<PostgresSlotStatus, long> value) => Status is { } status ? [new Measurement<long>(value(status))] : [];
}
