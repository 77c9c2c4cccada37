using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>An argument of an operator as it appears in the captured query, with the type of the operator's parameter.</summary>
/// <remarks>
/// The type parameter lets the compiler find, from the arguments alone, which overload is capturing itself.
/// </remarks>
internal readonly record struct CapturedArgument<TParameter>(Expression Expression);
