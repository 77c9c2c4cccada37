namespace Linq.Streaming.Tests.Capture;

public sealed class QuerySyntaxTests
{
    private readonly CapturingProvider _provider = new();
    private readonly IStreamQueryable<Order> _orders;

    public QuerySyntaxTests() => _orders = _provider.Source<Order>();

    [Fact]
    public void Where_and_select()
    {
        var query = from o in _orders where o.Total > 1 select o.Customer;

        Assert.Equal("source0.Where(o => (o.Total > 1)).Select(o => o.Customer)", CallChain.Of(query));
    }

    [Fact]
    public void Let()
    {
        var query = from o in _orders let twice = o.Total * 2 where twice > 1 select twice;

        Assert.Equal(
            "source0.Select(o => new <>f__AnonymousType0`2(o = o, twice = (o.Total * 2)))"
            + ".Where(<>h__TransparentIdentifier0 => (<>h__TransparentIdentifier0.twice > 1))"
            + ".Select(<>h__TransparentIdentifier0 => <>h__TransparentIdentifier0.twice)",
            CallChain.Of(query));
    }

    [Fact]
    public void Several_from()
    {
        var query = from o in _orders from item in o.Items from letter in item select letter;

        Assert.Equal(
            "source0.SelectMany(o => o.Items, (o, item) => new <>f__AnonymousType1`2(o = o, item = item))"
            + ".SelectMany(<>h__TransparentIdentifier0 => <>h__TransparentIdentifier0.item, (<>h__TransparentIdentifier0, letter) => letter)",
            CallChain.Of(query));
    }

    [Fact]
    public void Join_with_a_stream_and_with_rows()
    {
        var customers = _provider.Source<string>();
        string[] rows = ["a", "b"];

        var streams = from o in _orders join c in customers on o.Customer equals c select o.Total + c.Length;
        var table = from o in _orders join c in rows on o.Customer equals c select o.Total + c.Length;

        Assert.Equal("source0.Join(source1, o => o.Customer, c => c, (o, c) => (o.Total + c.Length))", CallChain.Of(streams));
        Assert.Equal("source0.Join([2], o => o.Customer, c => c, (o, c) => (o.Total + c.Length), Once)", CallChain.Of(table));
    }

    [Fact]
    public void Group_into()
    {
        var query =
            from o in _orders.Window(TimeSpan.FromSeconds(3))
            group o.Total by o.Customer into g
            select KeyValuePair.Create(g.Key, g.Sum() + g.Window.Length.TotalSeconds);

        Assert.Equal(
            "source0.Window(00:00:03).GroupBy(o => o.Customer, o => o.Total)"
            + ".Select(g => Create(g.Key, (Convert(g.Sum(), Double) + g.Window.Length.TotalSeconds)))",
            CallChain.Of(query));
    }

    [Fact]
    public void Orderby()
    {
        var query = from o in _orders orderby o.Customer, o.Total descending, o.Items.Length select o;

        Assert.Equal(
            "source0.OrderBy(o => o.Customer).ThenByDescending(o => o.Total).ThenBy(o => ArrayLength(o.Items))",
            CallChain.Of(query));
    }

    private sealed record Order(string Customer, int Total, string[] Items);
}
