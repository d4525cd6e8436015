using System.Globalization;
using System.Text;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Faults;

/// <summary>Answers that stand before a vendor's own code: its error text, or a proxy's HTML page.</summary>
internal static class VendorFault
{
    public static void Write(Call call, Fault fault, string code, string message)
    {
        var json = call.Restart(fault.Status);
        if (fault.RetryAfter is { } seconds)
        {
            call.SetHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        if (fault.Kind is FaultKind.Html)
        {
            WriteHtml(call, fault.Status);
            return;
        }

        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteStartObject("details");
        json.WriteEndObject();
        json.WriteString("message", message);
        json.WriteString("status", "error");
        json.WriteEndObject();
    }

    public static void WriteHtml(Call call, int status)
    {
        call.ContentType = "text/html";
        var page = $"<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>Error {status}</h1><p>Web server is down.</p></body></html>";
        Encoding.UTF8.GetBytes(page, call.Answer.Buffer);
    }
}
