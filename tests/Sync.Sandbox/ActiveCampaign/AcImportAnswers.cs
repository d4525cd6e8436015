using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What an import is answered: failures have a shape of their own, and a reached limit is a 400.</summary>
internal static class AcImportAnswers
{
    public static void Accept(Call call, int queued, string batch) => call.Answer(200, json =>
    {
        json.WriteNumber("success", 1);
        json.WriteNumber("queued_contacts", queued);
        json.WriteString("batchId", batch);
        json.WriteString("message", "Contact import queued");
    });

    public static void Refuse(Call call, List<(int Contact, string Reason)> failures) => call.Answer(400, json =>
    {
        json.WriteNumber("success", 0);
        json.WriteString("message", "JSON payload did not pass validation. Please check the failureReasons.");
        json.Each("failureReasons", failures, each =>
        {
            json.WriteStartObject();
            json.WriteNumber("contact", each.Contact);
            json.WriteString("failureReason", each.Reason);
            json.WriteEndObject();
        });
    });

    /// <summary>Too many imports are a 400 here, not a 429.</summary>
    public static void LimitReached(Call call, int limit) => call.Answer(400, json =>
    {
        json.WriteNumber("success", 0);
        json.WriteString("message", "Rate limit exceeded.");
        json.Texts("failureReasons", [$"Up to {limit} imports can be requested per minute."]);
    });
}
