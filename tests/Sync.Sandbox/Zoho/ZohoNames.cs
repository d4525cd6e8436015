using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Member names and texts that every answer repeats, encoded once.</summary>
internal static class ZohoNames
{
    public static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    public static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    public static readonly JsonEncodedText Success = JsonEncodedText.Encode("SUCCESS");
    public static readonly JsonEncodedText DuplicateField = JsonEncodedText.Encode("duplicate_field");
    public static readonly JsonEncodedText Action = JsonEncodedText.Encode("action");
    public static readonly JsonEncodedText Insert = JsonEncodedText.Encode("insert");
    public static readonly JsonEncodedText Update = JsonEncodedText.Encode("update");
    public static readonly JsonEncodedText Details = JsonEncodedText.Encode("details");
    public static readonly JsonEncodedText ModifiedTime = JsonEncodedText.Encode("Modified_Time");
    public static readonly JsonEncodedText ModifiedBy = JsonEncodedText.Encode("Modified_By");
    public static readonly JsonEncodedText CreatedTime = JsonEncodedText.Encode("Created_Time");
    public static readonly JsonEncodedText CreatedBy = JsonEncodedText.Encode("Created_By");
    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Approval = JsonEncodedText.Encode("$approval_state");
    public static readonly JsonEncodedText Approved = JsonEncodedText.Encode("approved");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Added = JsonEncodedText.Encode("record added");
    public static readonly JsonEncodedText Updated = JsonEncodedText.Encode("record updated");
    public static readonly JsonEncodedText Deleted = JsonEncodedText.Encode("record deleted");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    public static readonly JsonEncodedText Ok = JsonEncodedText.Encode("success");
}
