using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Logical;

/// <summary>What the number means that a row has as its event time: steps since the Unix epoch or, without a unit, ticks of UTC.</summary>
/// <remarks>Loops over rows compare these numbers, and make ticks of them only where somebody reads the time.</remarks>
internal sealed record TimeScale
{
    private TimeScale(TimeUnit? unit, long step, long origin)
    {
        (Unit, Step, Origin) = (unit, step, origin);
        Least = (DateTime.MinValue.Ticks - origin) / step;
        Range = (ulong)(((DateTime.MaxValue.Ticks - origin) / step) - Least);
    }

    /// <summary>Ticks of UTC, as a <see cref="DateTimeOffset"/> has them.</summary>
    public static TimeScale Utc { get; } = new(null, 1, 0);

    public TimeUnit? Unit { get; }

    /// <summary>How many ticks a step has.</summary>
    public long Step { get; }

    /// <summary>The time of number 0, in ticks.</summary>
    public long Origin { get; }

    /// <summary>The first number that lies in year 1 or later.</summary>
    public long Least { get; }

    /// <summary>How many more numbers lie up to the end of year 9999.</summary>
    public ulong Range { get; }

    /// <summary>Steps since 1970 of a unit that is no finer than a tick.</summary>
    public static TimeScale Of(TimeUnit unit) => new(
        unit,
        unit switch
        {
            TimeUnit.Seconds => TimeSpan.TicksPerSecond,
            TimeUnit.Milliseconds => TimeSpan.TicksPerMillisecond,
            TimeUnit.Microseconds => TimeSpan.TicksPerMicrosecond,
            TimeUnit.Ticks => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        },
        DateTime.UnixEpoch.Ticks);

    /// <summary>The ticks of a number in range.</summary>
    public long ToTicks(long number) => (number * Step) + Origin;

    /// <summary>The ticks of a number in range.</summary>
    public Expression ToTicks(Expression number)
    {
        var ticks = Step == 1 ? number : Expression.Multiply(number, Expression.Constant(Step));
        return Origin == 0 ? ticks : Expression.Add(ticks, Expression.Constant(Origin));
    }

    /// <summary>The number of the last step that is not after <paramref name="ticks"/>.</summary>
    public Expression FromTicks(Expression ticks) => Step == 1 && Origin == 0
        ? ticks
        : Expression.Call(typeof(TimeScale), nameof(FromTicks), null, ticks, Expression.Constant(Step), Expression.Constant(Origin));

    /// <summary>The number of the last step that is not after <paramref name="ticks"/>; far from all numbers where that is no time.</summary>
    public static long FromTicks(long ticks, long step, long origin)
    {
        if (ticks == long.MinValue)
        {
            return ticks;
        }

        var (quotient, remainder) = Math.DivRem(ticks - origin, step);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Whether a stretch of time that many ticks long is a whole number of steps.</summary>
    public bool Divides(long ticks) => ticks % Step == 0;

    /// <exception cref="StreamQueryException">LS3006, always: the number lies outside of the range.</exception>
    public static void OutOfRange(long number, TimeUnit unit) => throw new StreamQueryException(StreamErrors.EventTimeOutOfRange(number, unit));

    /// <summary>A selector of such numbers, printed.</summary>
    public string Print(PlanPrinter printer, LambdaExpression number) => Unit is { } unit ? $"{printer.Expression(number)} in {unit}" : printer.Expression(number);
}
