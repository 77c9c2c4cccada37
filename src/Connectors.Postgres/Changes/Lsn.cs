using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Places in the server's log as positions of the source.</summary>
internal static class Lsn
{
    // The log of a server that writes a gigabyte a second reaches the sign bit after three hundred years.
    public static long ToPosition(NpgsqlLogSequenceNumber lsn) => checked((long)(ulong)lsn);

    public static NpgsqlLogSequenceNumber Of(long position) => new((ulong)position);
}
