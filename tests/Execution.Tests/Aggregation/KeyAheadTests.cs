using System.Linq.Expressions;
using System.Runtime.Intrinsics.X86;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Tables;

namespace Execution.Tests.Aggregation;

/// <summary>For which keys a loop asks for memory ahead: only where looking at a later row runs nobody's code and cannot fail.</summary>
public sealed class KeyAheadTests
{
    [Fact]
    public void Numbers_stored_in_rows_are_looked_at_ahead()
    {
        Assert.Equal(Sse.IsSupported, IsAhead<Plain, int>(row => row.Key));
        Assert.Equal(Sse.IsSupported, IsAhead<Plain, long>(row => row.Inner.Item2));
        Assert.Equal(Sse.IsSupported, IsAhead<(DayOfWeek Day, int), DayOfWeek>(row => row.Day));
    }

    [Fact]
    public void Nothing_else_is()
    {
        Assert.False(IsAhead<Plain, int>(row => row.Computed));
        Assert.False(IsAhead<Plain, int>(row => row.Key + 1));
        Assert.False(IsAhead<Plain, string>(row => row.Name));
        Assert.False(IsAhead<Plain, decimal>(row => row.Price));
        Assert.False(IsAhead<Stored, int>(row => row.Key));
        Assert.False(IsAhead<(Stored Row, int Key), int>(row => row.Row.Key));
    }

    [Fact]
    public void Rows_of_another_place_are_left_alone()
    {
        var (table, rows, row) = (Expression.Parameter(typeof(KeyedTable<int, int>)), Expression.Parameter(typeof(Plain[])), Expression.Parameter(typeof(int)));
        var key = Expression.Property(Expression.ArrayAccess(rows, Expression.Parameter(typeof(int))), nameof(Plain.Key));

        Assert.IsAssignableFrom<MethodCallExpression>(KeyAhead.IndexOf(table, key, row));
        Assert.IsAssignableFrom<MethodCallExpression>(KeyAhead.IndexOf(table, key, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void Every_row_up_to_the_last_gets_its_place(int capacity)
    {
        var place = Place<Plain, int>(row => row.Key).Compile();
        var (table, rows) = (new KeyedTable<int, int>(capacity), Enumerable.Range(0, 40).Select(i => new Plain(i / 2, default, "", 0)).ToArray());

        for (var i = 0; i < rows.Length; i++)
        {
            // The place first: finding it may replace the slots.
            var index = place(table, rows, i);
            Assert.Equal(rows[i].Key, table.Slots[index].Key);
        }

        Assert.Equal(20, table.Count);
    }

    private static bool IsAhead<TRow, TKey>(Expression<Func<TRow, TKey>> key) => Place(key).Body is ConditionalExpression;

    private static Expression<Func<KeyedTable<TKey, int>, TRow[], int, int>> Place<TRow, TKey>(Expression<Func<TRow, TKey>> key)
    {
        var (table, rows, row) = (Expression.Parameter(typeof(KeyedTable<TKey, int>)), Expression.Parameter(typeof(TRow[])), Expression.Parameter(typeof(int)));
        var read = new Replaced(key.Parameters[0], Expression.ArrayAccess(rows, row)).Visit(key.Body);
        return Expression.Lambda<Func<KeyedTable<TKey, int>, TRow[], int, int>>(KeyAhead.IndexOf(table, read, row), table, rows, row);
    }

    private sealed class Replaced(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }

    private readonly record struct Plain(int Key, (int, long) Inner, string Name, decimal Price)
    {
        public int Computed => Key / 0.GetHashCode();
    }

    private sealed record Stored(int Key);
}
