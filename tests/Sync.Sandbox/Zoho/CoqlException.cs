namespace Sync.Sandbox.Zoho;

/// <summary>A query that cannot be run, with the vendor's words.</summary>
internal sealed class CoqlException(ZohoError error) : ZohoException(error)
{
    public static CoqlException Syntax(string near, int at) => new(new ZohoError("SYNTAX_ERROR", "error occurred while parsing the query")
    {
        Details = json =>
        {
            json.WriteNumber("line", 1);
            json.WriteNumber("column", at + 1);
            json.WriteString("near", near);
        },
    });

    public static CoqlException Invalid(string reason, string column, string? sign = null) => new(new ZohoError("INVALID_QUERY", "invalid query formed")
    {
        Details = json =>
        {
            json.WriteString("reason", reason);
            json.WriteString("column_name", column);
            json.WriteString("operator", sign);
        },
    });

    public static CoqlException Limit(string what, int limit) => new(new ZohoError("LIMIT_EXCEEDED", $"{what} limit exceeded")
    {
        Details = json => json.WriteNumber("limit", limit),
    });
}
