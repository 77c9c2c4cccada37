namespace Linq.Streaming;

/// <summary>How much sources may give to batches, by what the query has been able to take: Spark Streaming's estimator, with its defaults, on top of a slow start.</summary>
/// <remarks>
/// <para>
/// All rates are elements a second, over all sources that are not bounded. After each batch that had elements, with <c>processed</c> elements a second of its processing time:
/// <c>rate = max(MinRate, rate - Proportional * error - Integral * history - Derivative * change)</c>, where <c>error = rate - processed</c>, <c>history = schedulingDelay * processed / batchInterval</c>,
/// and <c>change</c> is that of the error in a second (Spark's <c>PIDRateEstimator</c>; the first such batch only sets the rate that it measured).
/// </para>
/// <para>
/// Until the estimate first lies below it, a second limit holds: <see cref="InitialRate"/>, which doubles with each batch that was limited and kept up. An estimate below the rate in force
/// is passed over where the batch was neither limited nor late: few elements take longer each, which says nothing of many. Elements that are not taken wait at the source.
/// </para>
/// <para>Several sources share the rate by how much waits at each of them; a source that cannot tell counts with what it last gave.</para>
/// </remarks>
public sealed record RateControl
{
    /// <summary>The rate at the start; more than 0. The default is 1,000.</summary>
    public double InitialRate { get; init; } = 1_000;

    /// <summary>The least rate; more than 0. The default is 100.</summary>
    public double MinRate { get; init; } = 100;

    /// <summary>The greatest rate; at least <see cref="MinRate"/>. The default is none.</summary>
    public double MaxRate { get; init; } = double.PositiveInfinity;

    /// <summary>How much of the error is corrected at once; not negative. The default is 1.</summary>
    public double Proportional { get; init; } = 1;

    /// <summary>How much of what has piled up is worked off in an interval; not negative. The default is 0.2.</summary>
    public double Integral { get; init; } = 0.2;

    /// <summary>How much weight the change of the error has; not negative. The default is 0.</summary>
    public double Derivative { get; init; }

    internal RateControl Checked()
    {
        Positive(InitialRate, nameof(InitialRate));
        Positive(MinRate, nameof(MinRate));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRate, MinRate);
        ArgumentOutOfRangeException.ThrowIfNegative(Proportional);
        ArgumentOutOfRangeException.ThrowIfNegative(Integral);
        ArgumentOutOfRangeException.ThrowIfNegative(Derivative);
        return this;
    }

    private static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "A rate is more than 0 and finite.");
        }
    }
}
