namespace Linq.Streaming.Execution.Rates;

/// <summary>The rate that all sources together may have, from batch to batch.</summary>
/// <remarks>Thread-safe: batches complete on one thread while the next is made on another.</remarks>
internal sealed class RateController(RateControl settings, TimeSpan interval)
{
    // A batch that had as much of its limit was kept from having more.
    private const double Limited = 0.9;

    private readonly Lock _gate = new();
    private readonly PidRateEstimator _estimator = new(
        interval.TotalMilliseconds, settings.Proportional, settings.Integral, settings.Derivative, settings.MinRate);

    private double _rate = Math.Min(settings.InitialRate, settings.MaxRate);
    private double _slowStart = settings.InitialRate;
    private double? _estimate;
    private LimitReason _reason = settings.InitialRate > settings.MaxRate ? LimitReason.Maximum : LimitReason.SlowStart;

    /// <summary>Elements a second over all sources.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
                return _rate;
        }
    }

    /// <summary>A batch has completed.</summary>
    public void Completed(in MeasuredBatch batch)
    {
        lock (_gate)
        {
            var before = _estimator.LatestRate;
            if (_estimator.Compute(batch.Time, batch.Rows, batch.ProcessingDelay, batch.SchedulingDelay) is { } estimate)
            {
                var isLate = batch.SchedulingDelay + batch.ProcessingDelay > interval.TotalMilliseconds;
                var isLimited = batch.Rows >= Limited * batch.Limit;
                if (estimate < before && !isLimited && !isLate)
                {
                    _estimator.LatestRate = estimate = before;
                }

                _estimate = estimate;
                MoveSlowStart(estimate, isLimited && !isLate);
            }

            Settle();
        }
    }

    /// <summary>What each source may give to the next batch.</summary>
    /// <param name="demands">What waits at each, or what it gave last.</param>
    public SourceLimit[] Share(ReadOnlySpan<long> demands)
    {
        lock (_gate)
        {
            var total = 0.0;
            foreach (var demand in demands)
            {
                total += Math.Max(0, demand);
            }

            var limits = new SourceLimit[demands.Length];
            for (var i = 0; i < limits.Length; i++)
            {
                var share = demands.Length == 1 ? 1 : total == 0 ? 1.0 / demands.Length : Math.Max(0, demands[i]) / total;
                var reason = demands.Length > 1 ? LimitReason.Shared : _reason;
                limits[i] = new SourceLimit(Rows(_rate * share), Math.Max(_rate * share, 1 / interval.TotalSeconds), reason);
            }

            return limits;
        }
    }

    // It ends when the estimate lies below it: from then on the estimate is what is known.
    private void MoveSlowStart(double estimate, bool mayGrow)
    {
        if (estimate < _slowStart)
        {
            _slowStart = double.PositiveInfinity;
        }
        else if (mayGrow)
        {
            _slowStart *= 2;
        }
    }

    private void Settle()
    {
        var rate = Math.Min(_estimate ?? double.PositiveInfinity, _slowStart);
        _reason = rate > settings.MaxRate ? LimitReason.Maximum
            : rate <= settings.MinRate ? LimitReason.Minimum
            : _slowStart <= rate ? LimitReason.SlowStart
            : LimitReason.Estimated;
        _rate = Math.Clamp(rate, settings.MinRate, settings.MaxRate);
    }

    private long Rows(double rate) => Math.Max(1, (long)Math.Min(rate * interval.TotalSeconds, long.MaxValue / 2));
}

/// <summary>How long a batch took, in milliseconds.</summary>
/// <param name="Time">When it ended.</param>
/// <param name="Rows">How many elements it had of the sources that are limited.</param>
/// <param name="Limit">How many it might have had.</param>
/// <param name="ProcessingDelay">How long it was processed.</param>
/// <param name="SchedulingDelay">How long it had waited.</param>
internal readonly record struct MeasuredBatch(double Time, long Rows, long Limit, double ProcessingDelay, double SchedulingDelay);

/// <summary>What a source may give to a batch.</summary>
internal readonly record struct SourceLimit(long Rows, double RowsPerSecond, LimitReason Reason);
