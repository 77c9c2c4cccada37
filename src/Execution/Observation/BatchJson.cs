using System.Text;
using System.Text.Json;

namespace Linq.Streaming.Execution.Observation;

/// <summary>The progress record of a batch.</summary>
internal static class BatchJson
{
    public static string Of(BatchInfo batch)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            WriteBatch(json, batch);
            WriteSources(json, batch.Sources);
            WriteWatermarks(json, batch.Watermarks);
            WriteOperators(json, batch.Operators);
            WriteOutputs(json, batch.Outputs);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteBatch(Utf8JsonWriter json, BatchInfo batch)
    {
        json.WriteNumber("id"u8, batch.Id);
        json.WriteString("time"u8, batch.Time);
        json.WriteString("status"u8, batch.Status.ToString().ToLowerInvariant());
        json.WriteNumber("rows"u8, batch.Rows);
        json.WriteNumber("intervals"u8, batch.Intervals);
        json.WriteString("submitted"u8, batch.Submitted);
        Write(json, "schedulingDelay", batch.SchedulingDelay);
        Write(json, "processingDelay", batch.ProcessingDelay);
        Write(json, "totalDelay", batch.TotalDelay);
        if (batch.Phases is { } phases)
        {
            json.WriteStartObject("phases"u8);
            Write(json, "allocate", phases.Allocate);
            Write(json, "generate", phases.Generate);
            Write(json, "compute", phases.Compute);
            Write(json, "deliver", phases.Deliver);
            Write(json, "commit", phases.Commit);
            json.WriteEndObject();
        }

        if (batch.Failure is { } failure)
        {
            json.WriteString("failure"u8, failure);
        }
    }

    private static void WriteSources(Utf8JsonWriter json, IReadOnlyList<SourceInfo> sources)
    {
        json.WriteStartArray("sources"u8);
        foreach (var source in sources)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, source.Name);
            json.WriteNumber("count"u8, source.Count);
            Write(json, "lag", source.Lag);
            json.WriteNumber("dropped"u8, source.Dropped);
            json.WriteNumber("malformed"u8, source.Malformed);
            Write(json, "limit", source.Limit);
            json.WriteString("limitReason"u8, source.LimitReason.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWatermarks(Utf8JsonWriter json, IReadOnlyList<WatermarkInfo> watermarks)
    {
        json.WriteStartArray("watermarks"u8);
        foreach (var watermark in watermarks)
        {
            json.WriteStartObject();
            json.WriteString("operatorId"u8, watermark.OperatorId);
            Write(json, "inForce", watermark.InForce);
            Write(json, "next", watermark.Next);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOperators(Utf8JsonWriter json, IReadOnlyList<StateInfo> operators)
    {
        json.WriteStartArray("operators"u8);
        foreach (var state in operators)
        {
            json.WriteStartObject();
            json.WriteString("operatorId"u8, state.OperatorId);
            json.WriteNumber("count"u8, state.Count);
            json.WriteNumber("late"u8, state.LateCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOutputs(Utf8JsonWriter json, IReadOnlyList<OutputInfo> outputs)
    {
        json.WriteStartArray("outputs"u8);
        foreach (var output in outputs)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, output.Name);
            json.WriteNumber("rows"u8, output.Rows);
            Write(json, "duration", output.Duration);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, TimeSpan? value)
    {
        if (value is { } duration)
        {
            json.WriteNumber(name, Math.Round(duration.TotalMilliseconds, 4));
        }
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
