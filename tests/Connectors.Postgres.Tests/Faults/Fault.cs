namespace Connectors.Postgres.Tests.Faults;

/// <summary>One cut of a connection, at a place that is known before.</summary>
/// <remarks>It is shared by the two directions of all connections; the first to reach the place has it happen.</remarks>
internal abstract class Fault
{
    private readonly Lock _gate = new();

    public bool HasHappened { get; private set; }

    /// <summary>How many of these bytes pass; the connection is cut behind them where <see cref="HasHappened"/> is set by this call.</summary>
    public int Pass(ReadOnlySpan<byte> bytes, bool toServer)
    {
        lock (_gate)
        {
            if (HasHappened || Place(bytes, toServer) is not { } place)
                return bytes.Length;
            HasHappened = true;
            return place;
        }
    }

    /// <summary>Where among these bytes the connection is cut; null where it is not among them.</summary>
    protected abstract int? Place(ReadOnlySpan<byte> bytes, bool toServer);

    /// <summary>Behind so many bytes in one direction, wherever that is in the protocol.</summary>
    internal sealed class AtByte(int count, bool inRequests) : Fault
    {
        private int _passed;

        protected override int? Place(ReadOnlySpan<byte> bytes, bool toServer)
        {
            if (toServer != inRequests)
                return null;
            _passed += bytes.Length;
            return _passed > count ? count - (_passed - bytes.Length) : null;
        }

        public override string ToString() => $"after {count} bytes of {(inRequests ? "requests" : "answers")}";
    }

    /// <summary>The request to commit does not reach the server.</summary>
    internal sealed class BeforeCommit : Fault
    {
        protected override int? Place(ReadOnlySpan<byte> bytes, bool toServer) => toServer && IsCommit(bytes) ? 0 : null;

        public override string ToString() => "before a commit";
    }

    /// <summary>The server commits, and its answer is lost.</summary>
    internal sealed class AfterCommit : Fault
    {
        private bool _committing;

        protected override int? Place(ReadOnlySpan<byte> bytes, bool toServer)
        {
            if (toServer)
                _committing |= IsCommit(bytes);
            return !toServer && _committing ? 0 : null;
        }

        public override string ToString() => "after a commit";
    }

    // Upper case and the end of a statement: no table is called so.
    private static bool IsCommit(ReadOnlySpan<byte> bytes) => bytes.IndexOf("COMMIT\0"u8) >= 0;
}
