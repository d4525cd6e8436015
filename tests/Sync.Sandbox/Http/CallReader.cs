using System.Buffers;

namespace Sync.Sandbox.Http;

/// <summary>Takes a request in as a whole.</summary>
internal static class CallReader
{
    // A length that a caller merely claims shall not make the sandbox reserve more than this.
    private const int MostReserved = 1024 * 1024;

    public static async Task<Call> Read(HttpContext http)
    {
        var body = new ByteBuffer((int)Math.Min(http.Request.ContentLength ?? 0, MostReserved));
        if (http.Request.ContentLength is not 0)
        {
            await ReadBody(http, body);
        }

        return new Call(http, body, http.Request.Method, http.Request.Path.Value ?? "/");
    }

    private static async Task ReadBody(HttpContext http, ByteBuffer body)
    {
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            foreach (var part in read.Buffer)
            {
                body.Write(part.Span);
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
