using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming.Execution.Inputs.Csv;

namespace Linq.Streaming.Execution.Sinks.Csv;

/// <summary>A column: the property or field that has what a reader fills.</summary>
internal sealed record CsvColumn(MemberInfo Member, Type Type)
{
    public string Name => Member.Name;

    /// <summary>The columns of a type, in the order in which its rows are read.</summary>
    /// <exception cref="NotSupportedException">A member cannot be written, or not be read again.</exception>
    public static IReadOnlyList<CsvColumn> Of(Type type) => [.. CsvRowShape.Of(type).Members.Select(member => Of(type, member))];

    /// <summary>Adds the field of a row to a line.</summary>
    public Expression Write(Expression line, Expression row)
    {
        var value = Expression.MakeMemberAccess(row, Member);
        return Nullable.GetUnderlyingType(Type) is null
            ? CsvLine.Write(line, value)
            : Expression.IfThenElse(
                Expression.Property(value, nameof(Nullable<>.HasValue)),
                CsvLine.Write(line, Expression.Property(value, nameof(Nullable<>.Value))),
                CsvLine.Write(line, Expression.Constant(null, typeof(string))));
    }

    private static CsvColumn Of(Type type, CsvMember member)
    {
        var found = member.Property ?? Properties(type).Concat<MemberInfo>(type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            .FirstOrDefault(candidate => member.IsNamed(candidate.Name) && TypeOf(candidate) == member.Type);
        return found is null ? throw Refused(type, member, "has no public property or field of its type to write it from")
            : found is PropertyInfo { GetMethod.IsPublic: not true } ? throw Refused(type, member, "cannot be got")
            : !member.IsReadable ? throw Refused(type, member, $"is a '{member.Type}', which has no text that could be read again")
            : new CsvColumn(found, member.Type);
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0);

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static NotSupportedException Refused(Type type, CsvMember member, string reason) =>
        new($"Rows of type '{type}' cannot be written as CSV: member '{member.Name}' {reason}. Select what is to be written, or use FileSink.JsonLines.");
}
