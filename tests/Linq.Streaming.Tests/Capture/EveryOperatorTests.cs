using System.Linq.Expressions;

namespace Linq.Streaming.Tests.Capture;

/// <summary>What holds for all public methods of <see cref="StreamQueryable"/>, whichever there are.</summary>
public sealed class EveryOperatorTests
{
    public static TheoryData<string> Operators => [.. OperatorSample.All.Keys];

    public static TheoryData<string> QueryOperators =>
        [.. OperatorSample.All.Where(pair => pair.Value.ReturnType.IsAssignableTo(typeof(IStreamQueryable))).Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(QueryOperators))]
    public void Captures_a_call_of_itself(string signature)
    {
        var sample = new OperatorSample(OperatorSample.All[signature]);

        var query = Assert.IsAssignableFrom<IStreamQueryable>(sample.Invoke(sample.Arguments));

        var call = Assert.IsAssignableFrom<MethodCallExpression>(query.Expression);
        Assert.Equal(sample.Method, call.Method);
        Assert.Null(call.Object);
        Assert.Same(sample.Provider, query.Provider);
        Assert.Equal(sample.Method.ReturnType.GetGenericArguments()[^1], query.ElementType);
        Assert.True(query.GetType().IsAssignableTo(sample.Method.ReturnType));
        Assert.Empty(sample.Provider.Outputs);
        Assert.All(
            call.Arguments.Zip(sample.Arguments, sample.Method.GetParameters()),
            each => AssertCaptured(each.First, each.Second, each.Third.ParameterType));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Refuses_null(string signature)
    {
        var sample = new OperatorSample(OperatorSample.All[signature]);

        Assert.All(sample.ParametersThatRefuseNull(), parameter =>
        {
            object?[] arguments = [.. sample.Arguments];
            arguments[parameter.Position] = null;
            var exception = Assert.Throws<ArgumentNullException>(() => sample.Invoke(arguments));
            Assert.Equal(parameter.Name, exception.ParamName);
        });
        Assert.Empty(sample.Provider.Outputs);
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Has_a_stream_first_that_is_not_null(string signature)
    {
        var sample = new OperatorSample(OperatorSample.All[signature]);

        Assert.True(sample.Method.GetParameters()[0].ParameterType.IsAssignableTo(typeof(IStreamQueryable)));
        Assert.Contains(sample.ParametersThatRefuseNull(), parameter => parameter.Position == 0);
    }

    private static void AssertCaptured(Expression captured, object? argument, Type parameter)
    {
        switch (argument)
        {
            case IStreamQueryable stream:
                Assert.Same(stream.Expression, captured);
                break;
            case LambdaExpression lambda:
                Assert.Equal(ExpressionType.Quote, captured.NodeType);
                Assert.Same(lambda, ((UnaryExpression)captured).Operand);
                break;
            default:
                Assert.Equal(argument, Assert.IsAssignableFrom<ConstantExpression>(captured).Value);
                Assert.Equal(parameter, captured.Type);
                break;
        }
    }
}
