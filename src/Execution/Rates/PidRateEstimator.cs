namespace Linq.Streaming.Execution.Rates;

/// <summary>Says how many elements a second can be processed, from how long batches took. Spark Streaming's <c>PIDRateEstimator</c>; <see cref="RateControl"/> has the formula.</summary>
internal sealed class PidRateEstimator
{
    private readonly double _batchMilliseconds;
    private readonly double _proportional;
    private readonly double _integral;
    private readonly double _derivative;
    private readonly double _minRate;
    private bool _isFirst = true;
    private double _latestTime = -1;
    private double _latestError;

    /// <exception cref="ArgumentOutOfRangeException">The interval or the least rate is not more than 0, or a weight is negative.</exception>
    public PidRateEstimator(double batchMilliseconds, double proportional, double integral, double derivative, double minRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchMilliseconds);
        ArgumentOutOfRangeException.ThrowIfNegative(proportional);
        ArgumentOutOfRangeException.ThrowIfNegative(integral);
        ArgumentOutOfRangeException.ThrowIfNegative(derivative);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minRate);
        (_batchMilliseconds, _proportional, _integral, _derivative, _minRate) = (batchMilliseconds, proportional, integral, derivative, minRate);
    }

    /// <summary>The rate that the next estimate starts from.</summary>
    public double LatestRate { get; set; } = -1;

    /// <summary>The new rate; null where the batch tells nothing: the first, one without elements or without duration, one that ended before the last.</summary>
    /// <param name="time">When the batch ended, in milliseconds.</param>
    /// <param name="elements">How many it had.</param>
    /// <param name="processingDelay">How long it was processed, in milliseconds.</param>
    /// <param name="schedulingDelay">How long it had waited, in milliseconds.</param>
    public double? Compute(double time, long elements, double processingDelay, double schedulingDelay)
    {
        if (time <= _latestTime || elements <= 0 || processingDelay <= 0)
        {
            return null;
        }

        var processed = elements / processingDelay * 1000;
        var error = LatestRate - processed;
        var history = schedulingDelay * processed / _batchMilliseconds;
        var change = (error - _latestError) / ((time - _latestTime) / 1000);
        _latestTime = time;
        if (_isFirst)
        {
            (_isFirst, LatestRate, _latestError) = (false, processed, 0);
            return null;
        }

        _latestError = error;
        LatestRate = Math.Max(_minRate, LatestRate - (_proportional * error) - (_integral * history) - (_derivative * change));
        return LatestRate;
    }
}
