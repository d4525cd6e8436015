namespace Sync.Ingress;

/// <summary>Reads a body whole. Kestrel's limits bound its size and how long it may take.</summary>
internal static class RequestBody
{
    public static async Task<byte[]> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is 0)
        {
            return [];
        }

        while (true)
        {
            var result = await request.BodyReader.ReadAsync(ct);
            if (result.IsCompleted)
            {
                var body = System.Buffers.BuffersExtensions.ToArray(result.Buffer);
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
