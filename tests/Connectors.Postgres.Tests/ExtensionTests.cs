using System.Linq.Expressions;
using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests;

/// <summary>A query of rows without a name can be written to a table.</summary>
public sealed class ExtensionTests
{
    [Fact]
    public async Task The_type_of_the_rows_is_inferred()
    {
        var provider = new Provider();
        var words = provider.CreateQuery<string>(Expression.Default(typeof(IStreamQueryable<string>))).Select(word => new { Word = word, word.Length });
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1");

        words.WriteToPostgres("Host=127.0.0.1", "words", o => o.Upsert("Word") with { CreateTable = true }, "first");
        words.WriteToPostgres(source, "words");

        Assert.Equal(["WriteTo", "WriteTo"], provider.Outputs.Select(output => output.Operation));
        Assert.Equal(["first", null], provider.Outputs.Select(Name));

        string? Name(StreamOutput output) => Typed(output, words).Name;
    }

    [Fact]
    public void Mistakes_are_found_at_the_call()
    {
        var numbers = new Provider().CreateQuery<int>(Expression.Default(typeof(IStreamQueryable<int>)));

        Assert.Throws<ArgumentException>(() => numbers.WriteToPostgres("Host=127.0.0.1", "a.b.c"));
        Assert.Throws<ArgumentException>(() => numbers.WriteToPostgres("Host=127.0.0.1", "words", o => o.Upsert()));
        Assert.Throws<ArgumentNullException>(() => ((IStreamQueryable<int>)null!).WriteToPostgres("Host=127.0.0.1", "words"));
    }

    private static SinkOutput<T> Typed<T>(StreamOutput output, IStreamQueryable<T> _) => (SinkOutput<T>)output;

    private sealed class Provider : IStreamQueryProvider
    {
        public List<StreamOutput> Outputs { get; } = [];

        public IStreamQueryable<T> CreateQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

        public IOrderedStreamQueryable<T> CreateOrderedQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

        public void AddOutput(StreamOutput output) => Outputs.Add(output);

        public string Explain(Expression query, ExplainLevel level) => "";
    }
}
