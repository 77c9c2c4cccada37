using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Linq.Streaming;

// How an operator captures itself. It passes its own name as a method group: the compiler picks the overload whose parameters
// are the arguments given, so the MethodInfo needs no look-up by name and a wrong argument list does not compile.
public static partial class StreamQueryable
{
    private static IStreamQueryable<TResult> Capture<TStream, TResult>(
        Func<TStream, IStreamQueryable<TResult>> self,
        TStream source, [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(Call(self, source));

    private static IStreamQueryable<TResult> Capture<TStream, T1, TResult>(
        Func<TStream, T1, IStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(Call(self, source, first.Expression));

    private static IStreamQueryable<TResult> Capture<TStream, T1, T2, TResult>(
        Func<TStream, T1, T2, IStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, CapturedArgument<T2> second,
        [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(Call(self, source, first.Expression, second.Expression));

    private static IStreamQueryable<TResult> Capture<TStream, T1, T2, T3, TResult>(
        Func<TStream, T1, T2, T3, IStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, CapturedArgument<T2> second, CapturedArgument<T3> third,
        [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(
            Call(self, source, first.Expression, second.Expression, third.Expression));

    private static IStreamQueryable<TResult> Capture<TStream, T1, T2, T3, T4, TResult>(
        Func<TStream, T1, T2, T3, T4, IStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, CapturedArgument<T2> second, CapturedArgument<T3> third,
        CapturedArgument<T4> fourth, [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(
            Call(self, source, first.Expression, second.Expression, third.Expression, fourth.Expression));

    private static IStreamQueryable<TResult> Capture<TStream, T1, T2, T3, T4, T5, TResult>(
        Func<TStream, T1, T2, T3, T4, T5, IStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, CapturedArgument<T2> second, CapturedArgument<T3> third,
        CapturedArgument<T4> fourth, CapturedArgument<T5> fifth, [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(
            Call(self, source, first.Expression, second.Expression, third.Expression, fourth.Expression, fifth.Expression));

    private static IStreamQueryable<TResult> Capture<TStream, T1, T2, T3, T4, T5, T6, TResult>(
        Func<TStream, T1, T2, T3, T4, T5, T6, IStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, CapturedArgument<T2> second, CapturedArgument<T3> third,
        CapturedArgument<T4> fourth, CapturedArgument<T5> fifth, CapturedArgument<T6> sixth, [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateQuery<TResult>(
            Call(self, source, first.Expression, second.Expression, third.Expression, fourth.Expression, fifth.Expression, sixth.Expression));

    private static IOrderedStreamQueryable<TResult> CaptureOrdered<TStream, T1, TResult>(
        Func<TStream, T1, IOrderedStreamQueryable<TResult>> self,
        TStream source, CapturedArgument<T1> first, [CallerArgumentExpression(nameof(source))] string? name = null)
        where TStream : IStreamQueryable =>
        NotNull(source, name).Provider.CreateOrderedQuery<TResult>(Call(self, source, first.Expression));

    private static MethodCallExpression Call(Delegate self, IStreamQueryable source, params ReadOnlySpan<Expression> arguments) =>
        Expression.Call(self.Method, [source.Expression, .. arguments]);

    private static CapturedArgument<Expression<TDelegate>> Lambda<TDelegate>(
        Expression<TDelegate> lambda, [CallerArgumentExpression(nameof(lambda))] string? name = null) =>
        new(Expression.Quote(NotNull(lambda, name)));

    private static CapturedArgument<Expression<TDelegate>?> OptionalLambda<TDelegate>(Expression<TDelegate>? lambda) =>
        lambda is null ? Value<Expression<TDelegate>?>(null) : new(Expression.Quote(lambda));

    // A second stream is captured by what it computes, whichever context it is of: the planner reports a foreign source.
    private static CapturedArgument<IStreamQueryable<T>> Stream<T>(
        IStreamQueryable<T> stream, [CallerArgumentExpression(nameof(stream))] string? name = null) =>
        new(NotNull(stream, name).Expression);

    private static CapturedArgument<IEnumerable<T>> Rows<T>(
        IEnumerable<T> rows, [CallerArgumentExpression(nameof(rows))] string? name = null) =>
        Value(NotNull(rows, name));

    private static CapturedArgument<TDelegate> Function<TDelegate>(
        TDelegate function, [CallerArgumentExpression(nameof(function))] string? name = null)
        where TDelegate : Delegate =>
        Value(NotNull(function, name));

    private static CapturedArgument<T> Value<T>(T value) => new(Expression.Constant(value, typeof(T)));

    private static CapturedArgument<TimeSpan> Positive(
        TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
        return Value(time);
    }

    private static CapturedArgument<TimeSpan> NotNegative(
        TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        return Value(time);
    }

    private static CapturedArgument<TimeSpan?> PositiveOrNull(
        TimeSpan? time, [CallerArgumentExpression(nameof(time))] string? name = null) =>
        Value<TimeSpan?>(time is { } given ? (TimeSpan)((ConstantExpression)Positive(given, name).Expression).Value! : null);

    private static CapturedArgument<TimeSpan?> NotNegativeOrNull(
        TimeSpan? time, [CallerArgumentExpression(nameof(time))] string? name = null) =>
        Value<TimeSpan?>(time is { } given ? (TimeSpan)((ConstantExpression)NotNegative(given, name).Expression).Value! : null);

    private static CapturedArgument<TimeSpan> NotBefore(
        TimeSpan after, TimeSpan before, [CallerArgumentExpression(nameof(after))] string? name = null) =>
        (Int128)after.Ticks >= -(Int128)before.Ticks
            ? Value(after)
            : throw new ArgumentOutOfRangeException(name, after, "The interval is empty: it ends before it begins.");

    private static CapturedArgument<TEnum> Defined<TEnum>(
        TEnum value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value)
            ? Value(value)
            : throw new ArgumentOutOfRangeException(name, value, $"The value is not one of {typeof(TEnum).Name}'s.");

    private static T NotNull<T>(T argument, string? name)
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }
}
