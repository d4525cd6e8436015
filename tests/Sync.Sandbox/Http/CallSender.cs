using System.Buffers;

namespace Sync.Sandbox.Http;

/// <summary>Sends an answer, or cuts the line instead.</summary>
internal static class CallSender
{
    public static void Cut(Call call)
    {
        call.Status = 0;
        call.Finish();
        call.Http.Abort();
    }

    public static async Task Send(Call call)
    {
        call.Finish();
        call.Json.Flush();
        var response = call.Http.Response;
        var body = call.Answer.Buffer.Written;
        response.StatusCode = call.Status;
        foreach (var header in call.AnswerHeaders)
        {
            response.Headers[header.Key] = header.Value;
        }

        if (call.Status is 204 or 304)
        {
            return;
        }

        response.ContentType = call.ContentType;
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body.Span);
        await response.BodyWriter.FlushAsync(call.Http.RequestAborted);
    }
}
