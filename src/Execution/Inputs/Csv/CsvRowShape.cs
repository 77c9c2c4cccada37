using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Linq.Streaming.Execution.Inputs.Csv;

/// <summary>How a row of a type is made: the constructor to call, and the members in the order parameters, properties.</summary>
/// <param name="Constructor">Null for a struct without one.</param>
/// <param name="Members">At least one.</param>
internal sealed record CsvRowShape(ConstructorInfo? Constructor, IReadOnlyList<CsvMember> Members)
{
    /// <exception cref="StreamQueryException">LS4005: rows of the type cannot be made.</exception>
    public static CsvRowShape Of(Type type)
    {
        var constructor = ConstructorOf(type);
        if (constructor is null && !type.IsValueType)
            throw Refused(type, "it has no public constructor. Use a record, or a class with a public constructor or settable properties.");

        var parameters = (constructor?.GetParameters() ?? []).Select(CsvMember.Of).ToList();
        var requiredAreSet = constructor?.IsDefined(typeof(SetsRequiredMembersAttribute)) ?? false;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Where(property => !parameters.Exists(parameter => parameter.IsNamed(property.Name)))
            .Select(property => CsvMember.Of(property, requiredAreSet));

        CsvMember[] members = [.. parameters, .. properties];
        return members.Length > 0
            ? new CsvRowShape(constructor, members)
            : throw Refused(type, "it has neither constructor parameters nor settable properties. Use a record.");
    }

    public static StreamQueryException Refused(Type type, string reason) => new(StreamErrors.RowTypeNotSupported(type, reason));

    private static ConstructorInfo? ConstructorOf(Type type)
    {
        var constructors = type.IsAbstract ? [] : type.GetConstructors();
        return constructors.SingleOrDefault(constructor => constructors.Length == 1 || constructor.GetParameters().Length == 0)
            ?? constructors.MaxBy(constructor => constructor.GetParameters().Length);
    }
}
