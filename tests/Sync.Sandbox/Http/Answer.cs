using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sync.Sandbox.Http;

/// <summary>The body of one answer: a buffer and a JSON writer over it, pooled.</summary>
internal sealed class Answer
{
    private static readonly ConcurrentBag<Answer> Free = [];

    // Vendors send "+" and "<" as they are, and so must the stand-in: tests compare texts.
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private Answer() => Json = new Utf8JsonWriter(Buffer, Plain);

    public ByteBuffer Buffer { get; } = new();

    public Utf8JsonWriter Json { get; }

    public static Answer Rent() => Free.TryTake(out var answer) ? answer : new Answer();

    /// <summary>Drops what has been written so far.</summary>
    public void Clear()
    {
        Buffer.Clear();
        Json.Reset(Buffer);
    }

    public void Return()
    {
        Clear();
        Free.Add(this);
    }
}
