using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Which streams can be joined.</summary>
internal static class JoinRules
{
    /// <summary>Why a join has no meaning, as what to write instead; null where it has one.</summary>
    public static string? Refuse(JoinSides sides)
    {
        var (outer, inner) = (sides.Outer.Shape, sides.Inner.Shape);
        if (outer.Emission == StreamEmission.Early || inner.Emission == StreamEmission.Early)
        {
            return "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.";
        }

        return (Group(outer), Group(inner)) switch
        {
            (Kind.OfBatches, Kind.OfBatches) => outer.Slide == inner.Slide ? null : OtherTimes,
            (Kind.Closing, Kind.Closing) => OfClosing(outer, inner),
            (Kind.SoFar, Kind.SoFar) => OfSoFar(outer, inner, sides.Kind),
            (Kind.SoFar, _) => OfOneSoFar(outer, inner, sides.KeepsUnmatchedOuter),
            (_, Kind.SoFar) => OfOneSoFar(inner, outer, sides.KeepsUnmatchedInner),
            _ => "One follows event time or sessions, the other batches: give both the same window, or Accumulate() the other.",
        };
    }

    private const string OtherTimes = "The two exist at different times: give both the same slide.";

    private const string NoWindow = "Elements so far that have no match belong to no window: use Join, or an outer join that keeps those of the windowed stream.";

    private static string? OfClosing(StreamShape outer, StreamShape inner) =>
        outer.Kind == WindowKind.Session || inner.Kind == WindowKind.Session
            ? "Sessions of two streams have no common window: join before SessionWindow, or join one with the other's Accumulate()."
            : (outer.Length, outer.WindowSlide, outer.Offset) == (inner.Length, inner.WindowSlide, inner.Offset)
                ? null
                : "Their windows differ: give both the same, or use IntervalJoin, which pairs elements by how far apart they are.";

    private static string? OfSoFar(StreamShape outer, StreamShape inner, JoinKind kind) =>
        outer.IsResult || inner.IsResult
            ? "Results so far change from batch to batch: join the elements first and group the pairs, or join with a batch or a window."
            : outer.Emission == StreamEmission.Complete || inner.Emission == StreamEmission.Complete
                ? "The pairs so far are not kept: leave .Emit(Emission.Complete) out, and write it after grouping the pairs."
                : kind != JoinKind.Inner
                    ? "An element without a match may get one in any later batch: use Join, or LeftIntervalJoin, which says how long to wait."
                    : outer.Slide.Ticks % inner.Slide.Ticks == 0 || inner.Slide.Ticks % outer.Slide.Ticks == 0
                        ? null
                        : OtherTimes;

    // Rows that are kept can be looked up at any time; results exist at their own.
    private static string? OfOneSoFar(StreamShape soFar, StreamShape other, bool keepsUnmatched) =>
        keepsUnmatched && other.IsClosing ? NoWindow
        : soFar.IsResult && other.Slide.Ticks % soFar.Slide.Ticks != 0 ? OtherTimes
        : null;

    private static Kind Group(StreamShape shape) => shape.Kind switch
    {
        WindowKind.SoFar => Kind.SoFar,
        WindowKind.EventWindow or WindowKind.Session => Kind.Closing,
        _ => Kind.OfBatches,
    };

    private enum Kind
    {
        OfBatches,
        Closing,
        SoFar,
    }
}
