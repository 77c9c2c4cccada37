using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Inputs.Csv;

/// <summary>A constructor parameter or property that a column may fill.</summary>
/// <param name="Name">As it is written in the type.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether a row cannot be made without its column.</param>
/// <param name="Default">What a constructor parameter without a column gets; null for a property, which keeps its initial value.</param>
/// <param name="Property">The property; null for a constructor parameter.</param>
internal sealed record CsvMember(string Name, Type Type, bool IsRequired, Expression? Default, PropertyInfo? Property)
{
    // What an empty field of a nullable member is null of.
    private readonly Type _value = Nullable.GetUnderlyingType(Type) ?? Type;

    public bool IsReadable => CsvValue.ReaderOf(_value) is not null;

    public static CsvMember Of(ParameterInfo parameter) => new(
        parameter.Name!,
        parameter.ParameterType,
        !parameter.HasDefaultValue,
        DefaultOf(parameter),
        null);

    public static CsvMember Of(PropertyInfo property, bool requiredAreSet) => new(
        property.Name,
        property.PropertyType,
        !requiredAreSet && property.IsDefined(typeof(RequiredMemberAttribute)),
        null,
        property);

    /// <summary>Whether a column of the header, or another member, has this name but for case, '_', '-' and spaces.</summary>
    public bool IsNamed(string name) => Normalized(name).Equals(Normalized(Name), StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the value from its column.</summary>
    public Expression Read(Expression row, Expression column)
    {
        var value = Expression.Call(CsvValue.ReaderOf(_value)!, row, column);
        return Type == _value
            ? value
            : Expression.Condition(
                Expression.Call(typeof(CsvValue), nameof(CsvValue.IsEmpty), null, row, column),
                Expression.Default(Type),
                Expression.Convert(value, Type));
    }

    // A default of null stands for the default of a struct too, and an enum's is given as its number.
    private static Expression DefaultOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!parameter.HasDefaultValue || parameter.DefaultValue is not { } value)
            return Expression.Default(type);
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return Expression.Convert(Expression.Constant(inner.IsEnum ? Enum.ToObject(inner, value) : value), type);
    }

    private static string Normalized(string name) =>
        string.Concat(name.Where(character => character is not ('_' or '-' or ' ')));
}
