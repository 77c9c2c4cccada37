using System.Runtime.CompilerServices;

namespace Specification.Tests;

/// <summary>The suite may be run once more with every stage compiled from the C# that is printed of it; see .ci/run.</summary>
internal static class StagePass
{
    public const string Variable = "LINQSTREAM_STAGES";

    [ModuleInitializer]
    internal static void Choose() => StreamTest.DebugsStages = Environment.GetEnvironmentVariable(Variable) == "csharp";
}
