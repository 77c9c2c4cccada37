using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Inputs.Csv;

/// <summary>Makes rows of type <typeparamref name="T"/> with one delegate, compiled once for the type and used for every file.</summary>
internal sealed class CsvRowReader<T>
{
    private const int NoColumn = -1;
    private const string Advice = "Leave it out, or make it a string, number, bool, char, enum, Guid, time type or ISpanParsable.";

    private static readonly Lazy<CsvRowReader<T>> LazyShared = new(() => new CsvRowReader<T>(CsvRowShape.Of(typeof(T))));

    private readonly Func<CsvFile, int[], T> _read;

    private CsvRowReader(CsvRowShape shape)
    {
        Members = shape.Members;
        _read = LambdaCompiler.Compile(Emit(shape));
    }

    public static CsvRowReader<T> Shared => LazyShared.Value;

    public IReadOnlyList<CsvMember> Members { get; }

    /// <summary>Makes the row at which the file is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">What <see cref="Bind"/> returned for it.</param>
    public T Read(CsvFile file, int[] columns) => _read(file, columns);

    /// <summary>The column of each member, or -1.</summary>
    public int[] Bind(string[] header, string path)
    {
        var columns = Members.Select(member => Array.FindIndex(header, member.IsNamed)).ToArray();
        var noneFits = columns.All(column => column == NoColumn);
        foreach (var (member, column) in Members.Zip(columns))
        {
            if (column == NoColumn && (member.IsRequired || noneFits))
                throw new StreamQueryException(StreamErrors.MissingColumn(path, member.Name, string.Join(", ", header)));
            if (column != NoColumn && !member.IsReadable)
                throw CsvRowShape.Refused(typeof(T), $"its member '{member.Name}' is a '{member.Type}'. {Advice}");
        }

        return columns;
    }

    // (file, columns) => { var row = new T(columns[0] >= 0 ? Parsed<int>(file, columns[0]) : default, …); if (columns[1] >= 0) row.X = …; return row; }
    private static Expression<Func<CsvFile, int[], T>> Emit(CsvRowShape shape)
    {
        var file = Expression.Parameter(typeof(CsvFile), "file");
        var columns = Expression.Parameter(typeof(int[]), "columns");
        var row = Expression.Variable(typeof(T), "row");
        var arguments = new List<Expression>();
        var assignments = new List<Expression>();
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i];
            var column = Expression.ArrayIndex(columns, Expression.Constant(i));
            var hasColumn = Expression.GreaterThanOrEqual(column, Expression.Constant(0));
            if (member.Property is null)
                arguments.Add(member.IsReadable ? Expression.Condition(hasColumn, member.Read(file, column), member.Default!) : member.Default!);
            else if (member.IsReadable)
                assignments.Add(Expression.IfThen(hasColumn, Expression.Assign(Expression.Property(row, member.Property), member.Read(file, column))));
        }

        var made = shape.Constructor is null ? (Expression)Expression.Default(typeof(T)) : Expression.New(shape.Constructor, arguments);
        return Expression.Lambda<Func<CsvFile, int[], T>>(
            Expression.Block([row], [Expression.Assign(row, made), .. assignments, row]), file, columns);
    }
}
