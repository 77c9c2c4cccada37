using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Rules.Lower;

/// <summary>A key as it is kept in tables, and how the user's key is made from it.</summary>
/// <remarks>An anonymous type is kept as a tuple of its members: no object is made to look a row's key up, only one for each group that the query reads whole.</remarks>
/// <param name="Stored">The key of a row as it is kept; null where there is none.</param>
/// <param name="ToUser">From the stored key to the user's.</param>
internal sealed record CompositeKey(LambdaExpression? Stored, Func<Expression, Expression> ToUser)
{
    private const int MostMembers = 7;

    public static CompositeKey Of(LambdaExpression? key)
    {
        if (key?.Body is not NewExpression { Members: { Count: > 0 and <= MostMembers } members } made || !TypeNames.IsAnonymous(made.Type))
        {
            return new CompositeKey(key, stored => stored);
        }

        var stored = Expression.Lambda(SlotTuple.New(made.Arguments), key.Parameters);
        return new CompositeKey(stored, tuple => Expression.New(
            made.Constructor!, made.Arguments.Select((_, i) => SlotTuple.Slot(tuple, i)), members));
    }

    /// <summary>Member <paramref name="member"/> of the user's key, read straight from the stored one.</summary>
    public Expression? Member(Expression stored, System.Reflection.MemberInfo member) => Substitution.ArgumentFor(ToUser(stored), member);
}
