using System.Reflection;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>What is done for one member, in the order of the bytes.</summary>
/// <param name="Field">Where the value is kept; null for one that is passed over.</param>
/// <param name="Part">Its <see cref="ValueCodec"/>, or a <see cref="SkippedValue"/>.</param>
/// <param name="Count">The field that says how much of an array is in use, where <paramref name="Field"/> is an array that grows; only that much is written.</param>
internal readonly record struct MemberStep(FieldInfo? Field, object Part, FieldInfo? Count = null);
