namespace Nexmark;

/// <summary>How many there are, and how many of these at each rank of the price.</summary>
internal sealed record ByRank(long Total, long Rank1, long Rank2, long Rank3);

internal static class PriceRank
{
    /// <summary>1 below 10,000, 3 from 1,000,000, otherwise 2.</summary>
    public static int Of(long price) => price < 10_000 ? 1 : price < 1_000_000 ? 2 : 3;
}
