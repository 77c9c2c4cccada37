namespace Planner.Tests.Graph;

/// <summary>Prints the fingerprints of <see cref="FingerprintPrograms"/>, one a line.</summary>
internal static class FingerprintProcess
{
    private static void Main()
    {
        foreach (var fingerprint in FingerprintPrograms.Fingerprints())
        {
            Console.WriteLine(fingerprint);
        }
    }
}
