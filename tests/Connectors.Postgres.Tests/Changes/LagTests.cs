using System.Diagnostics.Metrics;
using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>How far the slot is behind.</summary>
public sealed class LagTests
{
    [ChangesFact]
    public async Task The_lag_of_the_slot_grows_with_the_log_and_falls_with_what_is_committed()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE orders (id int PRIMARY KEY)");
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options with { StatusInterval = TimeSpan.FromMilliseconds(20) }, change => change.New!.Get<int>("id"));
        var before = await database.ServerEndAsync();

        await database.ExecuteAsync("INSERT INTO orders SELECT * FROM generate_series(1, 1000)");
        await reader.RowsAsync(1000);
        var written = await database.ServerEndAsync() - before;
        var behind = await StatusAsync(reader, status => status.Lag >= written);
        Assert.Equal((long)((ulong)behind.ServerLsn - (ulong)behind.ConfirmedLsn), behind.Lag);
        Assert.True(behind.Retained >= behind.Lag);
        Assert.Equal("reserved", behind.WalStatus);
        Assert.True(Measure("linqstream.postgres.slot.lag", database.Schema) >= written);
        Assert.True(Measure("linqstream.postgres.slot.retained", database.Schema) >= written);

        await reader.CommitAsync();
        var caughtUp = await StatusAsync(reader, status => (ulong)status.ConfirmedLsn >= (ulong)reader.Position[""]);
        Assert.True((ulong)caughtUp.ConfirmedLsn > (ulong)behind.ConfirmedLsn);
    }

    private static async Task<PostgresSlotStatus> StatusAsync(ChangeReader<int> reader, Func<PostgresSlotStatus, bool> isReached)
    {
        var seen = default(PostgresSlotStatus);
        await Eventually.IsSoAsync(() => Task.FromResult((seen = reader.Source.SlotStatus) is not null && isReached(seen)));
        return seen!;
    }

    private static long Measure(string name, string slot)
    {
        var measured = -1L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, its) =>
        {
            if (instrument.Name == name && instrument.Meter.Tags!.Contains(new("linqstream.postgres.slot", slot)))
                its.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => measured = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
