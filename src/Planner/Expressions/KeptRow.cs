using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>What a join keeps of the rows of one side, beside their keys: the members that its result reads, where that is all that it reads of them; else the row.</summary>
/// <remarks>
/// Members are read when a row comes rather than when it meets another, so only those count whose reading does no more than that; and a row that is an object is kept as it is,
/// since keeping it costs one reference.
/// </remarks>
internal sealed class KeptRow
{
    private readonly ParameterExpression _row;
    private readonly MemberInfo? _key;
    private readonly MemberInfo[]? _members;

    /// <param name="key">The key of a row.</param>
    /// <param name="result">What becomes of two rows.</param>
    /// <param name="parameter">Which of its parameters the row is.</param>
    public KeptRow(LambdaExpression key, LambdaExpression result, int parameter)
    {
        _row = result.Parameters[parameter];
        _key = key.Body is MemberExpression { Member: var member } read && read.Expression == key.Parameters[0] ? member : null;
        var reads = new MemberReads(_row);
        reads.Visit(result.Body);
        _members = reads.ReadsWhole || !IsCut(_row.Type) ? null : [.. reads.Members.Where(read => read != _key)];
        Selector = Expression.Lambda(Kept(_row), _row);
    }

    /// <summary>What is kept, of a row.</summary>
    public LambdaExpression Selector { get; }

    /// <summary><paramref name="body"/>, a part of the result, reading from a kept row and its key instead of the row.</summary>
    public Expression Replace(Expression body, Expression key, Expression kept) => new Replacer(this, key, kept).Visit(body);

    private Expression Kept(ParameterExpression row) => _members switch
    {
        null => row,
        [] => Expression.Default(typeof(ValueTuple)),
        [var only] => Expression.MakeMemberAccess(row, only),
        _ => SlotTuple.New([.. _members.Select(member => Expression.MakeMemberAccess(row, member))]),
    };

    private static bool IsCut(Type row) => row.IsValueType || TypeNames.IsAnonymous(row);

    private static bool IsPlain(MemberExpression read) => !read.Type.IsByRefLike && !read.Type.IsPointer && read.Member switch
    {
        FieldInfo => true,
        PropertyInfo { GetMethod: { } getter } => TypeNames.IsAnonymous(getter.DeclaringType!) || getter.IsDefined(typeof(CompilerGeneratedAttribute)),
        _ => false,
    };

    private sealed class MemberReads(ParameterExpression row) : ExpressionVisitor
    {
        /// <summary>A tuple has no more items.</summary>
        private const int Most = 7;

        public List<MemberInfo> Members { get; } = [];

        public bool ReadsWhole { get; private set; }

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression != row || !IsPlain(node))
            {
                return base.VisitMember(node);
            }

            if (!Members.Contains(node.Member))
            {
                Members.Add(node.Member);
                ReadsWhole |= Members.Count > Most;
            }

            return node;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            ReadsWhole |= node == row;
            return node;
        }
    }

    private sealed class Replacer(KeptRow kept, Expression key, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression != kept._row || kept._members is not { } members ? base.VisitMember(node)
            : node.Member == kept._key ? key
            : members.Length == 1 ? value
            : SlotTuple.Slot(value, Array.IndexOf(members, node.Member));

        protected override Expression VisitParameter(ParameterExpression node) => node == kept._row ? value : node;
    }
}
