namespace Linq.Streaming.Execution.Serialization;

/// <summary>Which kind of number every value of another fits into.</summary>
internal static class Widenings
{
    private static readonly string[] Signed = ["i8", "i16", "i32", "i64", "i128"];
    private static readonly string[] Unsigned = ["u8", "u16", "u32", "u64", "u128"];
    private static readonly string[] Floating = ["f16", "f32", "f64"];

    public static bool IsWider(string written, string wanted)
    {
        var (signed, unsigned, floating) = (Array.IndexOf(Signed, written), Array.IndexOf(Unsigned, written), Array.IndexOf(Floating, written));
        var (toSigned, toUnsigned, toFloating) = (Array.IndexOf(Signed, wanted), Array.IndexOf(Unsigned, wanted), Array.IndexOf(Floating, wanted));
        return (signed >= 0 && (toSigned > signed || wanted == ScalarKinds.BigInteger || (wanted == "decimal" && signed <= 3) || toFloating >= signed))
            || (unsigned >= 0 && (toUnsigned > unsigned || toSigned > unsigned || wanted == ScalarKinds.BigInteger || (wanted == "decimal" && unsigned <= 3) || toFloating >= unsigned))
            || (floating >= 0 && toFloating > floating);
    }
}
