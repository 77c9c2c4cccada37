namespace Conformance.Tests.Errors;

/// <summary>What the operators over windows, state and several streams refuse: the code, and what its message names.</summary>
public sealed class DataflowErrorTests
{
    private const string Batches = "the rows of each batch (every 00:00:01)";
    private const string Window = "a batch-time window (00:00:02 every 00:00:02)";

    [Fact]
    public void Set_operators_want_windows_that_are_alike()
    {
        Assert.All(
            new (string Name, Func<IStreamQueryable<int>, IStreamQueryable<int>, IStreamQueryable<int>> Query)[]
            {
                ("Concat", (a, b) => a.Concat(b.Window(Seconds(2)))),
                ("Union", (a, b) => a.Union(b.Window(Seconds(2)))),
                ("Except", (a, b) => a.Except(b.Window(Seconds(2)))),
                ("Intersect", (a, b) => a.Intersect(b.Window(Seconds(2)))),
            },
            item =>
            {
                var error = Refused(item.Query);
                Assert.Equal(("LS1003", Batches), (error.Code, error.Parameters[0]));
                Assert.StartsWith("a batch-time window (00:00:02 every 00:00:01)", (string)error.Parameters[1]!, StringComparison.Ordinal);
                Assert.Contains(item.Name, error.Message, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void CoGroup_wants_windows_that_are_alike()
    {
        var error = Refused((a, b) => Pairs(a).Window(Seconds(2), Seconds(2)).CoGroup(Pairs(b)));
        Assert.Equal(["LS1003", Window, Batches], [error.Code, .. error.Parameters]);
    }

    [Fact]
    public void Set_operators_want_elements_that_can_be_keys()
    {
        var error = Refused((a, b) => a.Select(x => new Opaque(x)).Union(b.Select(x => new Opaque(x))));
        Assert.Equal(("LS1201", typeof(Opaque)), (error.Code, error.Parameters[0]));
    }

    [Fact]
    public void Joins_and_Transform_want_equal_slides()
    {
        Assert.All(
            new Func<IStreamQueryable<int>, IStreamQueryable<int>, IStreamQueryable<int>>[]
            {
                (a, b) => a.Join(b.Window(Seconds(2), Seconds(2)), x => x, y => y, (x, y) => x),
                (a, b) => a.LeftJoin(b.Window(Seconds(2), Seconds(2)), x => x, y => y, (x, y) => x),
                (a, b) => a.RightJoin(b.Window(Seconds(2), Seconds(2)), x => x, y => y, (x, y) => x),
                (a, b) => a.FullJoin(b.Window(Seconds(2), Seconds(2)), x => x, y => y, (x, y) => x),
                (a, b) => a.GroupJoin(b.Window(Seconds(2), Seconds(2)), x => x, y => y, (x, ys) => x),
                (a, b) => a.Transform(b.Window(Seconds(2), Seconds(2)), (xs, ys, _) => xs.Concat(ys)),
            },
            query =>
            {
                var error = Refused(query);
                Assert.Equal(["LS1004", Batches, Window, "The two exist at different times: give both the same slide."], [error.Code, .. error.Parameters]);
            });
    }

    [Fact]
    public void Joins_want_keys_with_a_hash()
    {
        var error = Refused((a, b) => a.Join(b, x => new Opaque(x), y => new Opaque(y), (x, y) => x));
        Assert.Equal(("LS1201", typeof(Opaque)), (error.Code, error.Parameters[0]));
    }

    [Theory]
    [InlineData(1500, 1000, "length", 1500)]
    [InlineData(2000, 1500, "slide", 1500)]
    public void ReduceByKeyAndWindow_wants_multiples_of_the_slide(int length, int slide, string what, int found)
    {
        Assert.All(
            new Func<IStreamQueryable<int>, IStreamQueryable<int>, IStreamQueryable<KeyValuePair<int, int>>>[]
            {
                (a, _) => Pairs(a).ReduceByKeyAndWindow((x, y) => x + y, Milliseconds(length), Milliseconds(slide)),
                (a, _) => Pairs(a).ReduceByKeyAndWindow((x, y) => x + y, (x, y) => x - y, Milliseconds(length), Milliseconds(slide)),
                (a, _) => Pairs(a).ReduceByKeyAndWindow((x, y) => x + y, (x, y) => x - y, Milliseconds(length), Milliseconds(slide), pair => pair.Value != 0),
            },
            query =>
            {
                var error = Refused(query);
                Assert.Equal(["LS1102", what, Milliseconds(found), Seconds(1)], [error.Code, .. error.Parameters]);
                Assert.Contains("Use 1s or 2s.", error.Message, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void State_wants_rows_that_are_not_withdrawn()
    {
        Assert.All(
            new (string Name, Func<IStreamQueryable<int>, IStreamQueryable<int>> Query)[]
            {
                ("UpdateStateByKey", a => Sums(a).UpdateStateByKey<int, int, int>((_, _, state) => state).Select(pair => pair.Value)),
                ("MapWithState", a => Sums(a).MapWithState(StateSpec.Create((int key, Optional<int> value, State<int> state) => 0))),
            },
            item =>
            {
                var error = Refused((a, _) => item.Query(a));
                Assert.Equal(["LS1002", item.Name, "updated results over everything so far"], [error.Code, .. error.Parameters.Take(2)]);
            });
    }

    [Fact]
    public void State_wants_keys_with_a_hash()
    {
        Assert.All(
            new Func<IStreamQueryable<int>, IStreamQueryable<int>>[]
            {
                a => a.Select(x => KeyValuePair.Create(new Opaque(x), x)).UpdateStateByKey<Opaque, int, int>((_, _, state) => state).Select(pair => pair.Value),
                a => a.Select(x => KeyValuePair.Create(new Opaque(x), x)).MapWithState(StateSpec.Create((Opaque key, Optional<int> value, State<int> state) => 0)),
            },
            query =>
            {
                var error = Refused((a, _) => query(a));
                Assert.Equal(("LS1201", typeof(Opaque)), (error.Code, error.Parameters[0]));
            });
    }

    [Fact]
    public void Null_in_place_of_a_sequence_fails_the_batch()
    {
        Assert.All(
            new (string Name, Func<IStreamQueryable<int>, IStreamQueryable<int>, IStreamQueryable<int>> Query)[]
            {
                ("Transform", (a, _) => a.Transform((_, _) => (IEnumerable<int>)null!)),
                ("Transform", (a, b) => a.Transform(b, (_, _, _) => (IEnumerable<int>)null!)),
                ("MapPartitions", (a, _) => a.MapPartitions(_ => (IEnumerable<int>)null!)),
            },
            item =>
            {
                var error = Refused(item.Query);
                Assert.Equal(["LS3007", item.Name], [error.Code, .. error.Parameters]);
                Assert.Contains(error.Diagnostics, diagnostic => diagnostic.Code == "LS3001");
            });
    }

    [Theory]
    [InlineData("Update after Remove", "State.Update cannot be called: the state was removed in this call")]
    [InlineData("Remove after Remove", "State.Remove cannot be called: the state was removed in this call")]
    [InlineData("Update while timing out", "State.Update cannot be called: the state is timing out and will be removed after it")]
    [InlineData("Remove while timing out", "State.Remove cannot be called: the state is timing out and will be removed after it")]
    [InlineData("Value of none", "The key has no state")]
    public void A_state_that_is_misused_fails_the_batch_and_says_why(string misuse, string reason)
    {
        var spec = StateSpec.Create((int key, Optional<int> value, State<int> state) => Misuse(misuse, value, state)).Timeout(Seconds(1));
        var error = Assert.Throws<StreamQueryException>(() => StreamTest.Run<int, int>([[1], [], []], a => Pairs(a).MapWithState(spec)));
        Assert.Equal("LS3001", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    private static int Misuse(string misuse, Optional<int> value, State<int> state)
    {
        if (misuse == "Value of none" && !state.Exists)
        {
            return state.Value;
        }

        if (value.HasValue)
        {
            state.Update(1);
        }

        if (misuse.EndsWith("after Remove", StringComparison.Ordinal))
        {
            state.Remove();
        }

        if (misuse.EndsWith("while timing out", StringComparison.Ordinal) != state.IsTimingOut)
        {
            return 0;
        }

        if (misuse.StartsWith("Update", StringComparison.Ordinal))
        {
            state.Update(2);
        }
        else
        {
            state.Remove();
        }

        return 0;
    }

    private static StreamQueryException Refused<T>(Func<IStreamQueryable<int>, IStreamQueryable<int>, IStreamQueryable<T>> query) =>
        Assert.Throws<StreamQueryException>(() => StreamTest.Run<int, int, T>([[1], [2]], [[1], [2]], query));

    private static IStreamQueryable<KeyValuePair<int, int>> Pairs(IStreamQueryable<int> numbers) => numbers.Select(x => KeyValuePair.Create(x, x));

    private static IStreamQueryable<KeyValuePair<int, int>> Sums(IStreamQueryable<int> numbers) => Pairs(numbers).Accumulate().ReduceByKey((a, b) => a + b);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Compares by itself, so nobody can know its hash.</summary>
    private sealed class Opaque(int value)
    {
        public override bool Equals(object? other) => other is Opaque opaque && opaque.Value == value;

        public override int GetHashCode() => value;

        private int Value => value;
    }
}
