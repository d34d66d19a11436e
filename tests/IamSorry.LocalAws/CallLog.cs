using System.Buffers;
using System.Text.Json;

namespace IamSorry.LocalAws;

/// <summary>The recorded calls, oldest first.</summary>
internal sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedCall> _calls = [];

    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void Add(RecordedCall call)
    {
        lock (_gate)
        {
            _calls.Add(call);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
        }
    }

    /// <summary>As GET /_calls shows them: an array of objects.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var call in Calls)
            {
                Write(json, call);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, RecordedCall call)
    {
        json.WriteStartObject();
        json.WriteString("service", call.Service);
        json.WriteString("action", call.Action);
        json.WriteString("user", call.UserName);
        json.WriteString("accessKeyId", call.AccessKeyId);
        json.WriteString("region", call.Region);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in call.Parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteNumber("status", call.Status);
        json.WriteString("error", call.ErrorCode);
        json.WriteString("requestId", call.RequestId);
        json.WriteString("time", call.Time);
        json.WriteEndObject();
    }
}
