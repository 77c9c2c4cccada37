namespace Specification.Tests.RandomQueries;

/// <summary>Generators of steps.</summary>
internal static class GenSteps
{
    extension(Gen)
    {
        public static Gen<Step> OneOfSteps(params Step[] steps) => Gen.Int[0, steps.Length - 1].Select(i => steps[i]);
    }

    /// <summary>A window over batch time; its length and slide are multiplied by the slide of what it is over.</summary>
    public static readonly Gen<Step> Window = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 2]).Select((length, slide) =>
        new Step($"window {length} {slide}", s => s, b => b) { Window = (length, slide) });
}
