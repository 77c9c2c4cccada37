using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.IntervalJoining;
using Linq.Streaming.Execution.Sessions;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.WindowJoining;
using Linq.Streaming.Execution.Windows;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Logical;

namespace Execution.Tests.Serialization;

/// <summary>What the engine itself keeps in state, and the rows between its stages.</summary>
public sealed class EngineStateTests
{
    private static readonly IComparer<string> ByText = StringComparer.Ordinal;

    /// <summary>The types of values of every store and snapshot that a class of the engine has a field of, over sample types.</summary>
    public static TheoryData<Type> ValuesOfStores => [.. Values()];

    /// <summary>The slots of every aggregate.</summary>
    public static TheoryData<Type> SlotsOfAggregates => [.. Slots()];

    [Fact]
    public void The_enumerations_find_something()
    {
        Assert.Superset(new HashSet<Type> { typeof(CollectedRows<string>), typeof(BucketRows<string>), typeof(TwoStackTotal<long>), typeof(long), typeof(bool) }, Values().ToHashSet());
        Assert.Superset(new HashSet<Type> { typeof(CollectedRows<string>), typeof(DistinctRows<string>), typeof(TopRows<string, string>), typeof(decimal) }, Slots().ToHashSet());
    }

    [Theory]
    [MemberData(nameof(ValuesOfStores))]
    [MemberData(nameof(SlotsOfAggregates))]
    public void Every_value_of_a_store_and_every_slot_has_a_codec(Type type) => Assert.Null(Trip.Codecs.WhyNot(type));

    [Theory]
    [InlineData(typeof(Timed<>))]
    [InlineData(typeof(SessionRow<,>))]
    [InlineData(typeof(SavedSession<>))]
    [InlineData(typeof(OpenSession<>))]
    [InlineData(typeof(ArrivedRows<>))]
    [InlineData(typeof(KeyedEntry<,>))]
    [InlineData(typeof(TimedRow<,>))]
    [InlineData(typeof(JoinedRow<,>))]
    [InlineData(typeof(IntervalPair<,>))]
    [InlineData(typeof(GroupRow<,>))]
    [InlineData(typeof(RunningTotal<>))]
    [InlineData(typeof(TwoStackTotal<>))]
    [InlineData(typeof(RecomputedTotal<>))]
    [InlineData(typeof(Optional<>))]
    [InlineData(typeof(IGrouping<,>))]
    [InlineData(typeof(IStreamGrouping<,>))]
    [InlineData(typeof(CollectedGroup<,>))]
    public void Every_row_between_stages_has_a_codec(Type definition)
    {
        var type = Close(definition);
        Assert.Null(Trip.Codecs.WhyNot(type));
        ((Action)TripOfDefault<int>).Method.GetGenericMethodDefinition().MakeGenericMethod(type).Invoke(null, null);
    }

    [Fact]
    public void Collected_rows_come_without_what_lies_behind_them()
    {
        var older = new CollectedRows<string>();
        older.Add("a");
        var newer = older;
        newer.Add("b");

        var read = Trip.Of(older);

        Assert.Equal(["a"], read.Rows);
        read.Add("c");
        Assert.Equal(["a", "c"], read.Rows[..read.Count]);
        Assert.Equal("{Rows:[string]}", Trip.Codecs.For<CollectedRows<string>>().Schema);
        var none = Trip.Of(default(CollectedRows<string>));
        none.Add("d");
        Assert.Equal(1, none.Count);
    }

    [Fact]
    public void Different_rows_go_on_being_counted()
    {
        var partial = new DistinctRows<string>();
        partial.Add("a");
        partial.Add("b");
        var combined = new DistinctRows<string>();
        combined.AddAll(partial);

        partial = Trip.Of(partial);
        combined = Trip.Of(combined);

        Assert.Equal((2, 2), (partial.Count, combined.Count));
        partial.Add("b");
        partial.Add("c");
        combined.AddAll(partial);
        Assert.Equal((3, 3), (partial.Count, combined.Count));
    }

    [Fact]
    public void First_rows_in_an_order_need_no_comparer_to_be_rebuilt()
    {
        var top = new TopRows<string, int>();
        foreach (var (key, row) in new[] { ("c", 1), ("a", 2), ("d", 3), ("a", 4), ("b", 5) })
        {
            top.Add(key, row, limit: 3, ByText);
        }

        var read = Trip.Of(top);

        Assert.Equal([2, 4, 5], read.ToArray(ByText));
        read.Add("a", 6, limit: 3, ByText);
        Assert.Equal([2, 4, 6], read.ToArray(ByText));
    }

    [Fact]
    public void Rows_of_an_interval_join_with_their_marks()
    {
        var rows = new BucketRows<string>();
        for (var i = 0; i < 70; i++)
        {
            rows.Add($"row {i}", i);
        }

        rows.SetMet(3);
        rows.SetMet(69);

        var read = Trip.Of(rows);

        Assert.Equal(70, read.Count);
        Assert.Equal([3, 69], Enumerable.Range(0, 70).Where(read.HasMet));
        Assert.Equal(("row 69", 69L), (read.Rows[69].Row, read.Rows[69].Time));
        Assert.Equal(70, read.Add("more", 70));
    }

    [Fact]
    public void A_session_with_rows_in_the_order_of_their_arrival()
    {
        var rows = new ArrivedRows<string> { Rows = [new("b", 1, 0, 1), new("a", 1, 0, 0), new("unused", 9, 9, 9)], Count = 2 };

        var read = Trip.Of(new SavedSession<ArrivedRows<string>> { First = 1, Last = 2, Content = rows });

        Assert.Equal((1, 2, 2), (read.First, read.Last, read.Content.Rows!.Length));
        read.Content.Sort();
        Assert.Equal(["a", "b"], read.Content.Rows.Select(row => row.Row));
    }

    [Fact]
    public void A_group_by_its_interface_comes_back_as_a_group()
    {
        var window = new TimeWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1));
        var rows = new CollectedRows<string>();
        rows.Add("a");
        rows.Add("b");

        var read = Trip.Of<IStreamGrouping<int, string>>(new CollectedGroup<int, string>(7, window, rows));

        Assert.Equal((7, window), (read.Key, read.Window));
        Assert.Equal(["a", "b"], read);
        Assert.Equal(["x"], Trip.Of(new[] { "x" }.GroupBy(x => x.Length).Single()));
    }

    [Fact]
    public void Rows_with_their_times_and_windows()
    {
        var timed = Trip.Of(new Timed<string>("a", 1, 2, Timed<string>.Early));
        Assert.Equal(("a", 1L, 2L, -1L), (timed.Value, timed.Time, timed.WindowStart, timed.Mark));
        var row = Trip.Of(new TimedRow<int, string>(1, "a", 2));
        Assert.Equal((1, "a", 2L), (row.Key, row.Row, row.Time));
        var entry = Trip.Of(new KeyedEntry<string, (long, double)> { Key = "k", Value = (1, 2) });
        Assert.Equal(("k", (1L, 2.0)), (entry.Key, entry.Value));
        Assert.Equal(Optional.Some("a"), Trip.Of(Optional.Some("a")));
    }

    private static IEnumerable<Type> Values() => typeof(IStateStore).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .SelectMany(part => Parts(part.FieldType))
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(InMemoryStateStore<,>))
        .Select(type => Close(type.GenericTypeArguments[1]))
        .Distinct();

    private static IEnumerable<Type> Slots() => typeof(AggregateFunction).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(AggregateFunction)) && !type.IsAbstract)
        .SelectMany(type => Create(type).Slots)
        .Distinct();

    private static void TripOfDefault<T>() => Trip.Of<T>(default!);

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GenericTypeArguments.SelectMany(Parts).Append(type)
        : [type];

    private static Type Close(Type type) =>
        type.IsGenericParameter ? type.GetGenericParameterConstraints().Any(constraint => constraint.Name.StartsWith("IWindowTotal", StringComparison.Ordinal)) ? typeof(TwoStackTotal<long>) : typeof(string)
        : type.ContainsGenericParameters ? type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments().Select(Close)])
        : type;

    // A function of strings, or of numbers where it needs them.
    private static AggregateFunction Create(Type type)
    {
        Expression<Func<string, string>> key = x => x;
        Expression<Func<string, string, string>> two = (x, y) => x + y;
        var arguments = type.GetConstructors().Single().GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(Type) ? type == typeof(SumFunction) || type == typeof(AverageFunction) ? typeof(decimal) : typeof(string)
            : parameter.ParameterType == typeof(bool) ? true
            : parameter.ParameterType == typeof(LambdaExpression) ? parameter.Name == "key" ? key : parameter.Name == "remove" ? null : two
            : parameter.ParameterType == typeof(IReadOnlyList<SortKey>) ? new[] { new SortKey(key, IsDescending: false) }
            : (object?)Expression.Constant("seed"));
        return (AggregateFunction)Activator.CreateInstance(type, [.. arguments])!;
    }
}
