using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What the API only shows: scores, groups and forms.</summary>
internal sealed class AcReadOnly(AcState state)
{
    private static readonly (int Id, string Title)[] Groups = [(3, "Admin"), (4, "Sales")];

    public void Scores(Call call) => call.Page("scores", [.. state.Scores.Values], score => Write(call.Json, score, null));

    public void Score(Call call, AcScore score) => call.Answer(200, json => Write(json, score, "score"));

    /// <summary>The scores of all contacts that have one.</summary>
    public void ScoreValues(Call call, AcContactJson contactJson) =>
        call.Answer(200, json => contactJson.WriteScores(json, AcPage.Of(call).Cut([.. state.Contacts.Where(contact => contact.Score is not null)])));

    public static void ListGroups(Call call) => call.Page("groups", Groups, group => WriteGroup(call.Json, group, null));

    /// <summary>A group or form that is not there is forbidden, not missing.</summary>
    public static void OneGroup(Call call, int id)
    {
        if (Array.Find(Groups, group => group.Id == id) is { Id: > 0 } group)
        {
            call.Answer(200, json => WriteGroup(json, group, "group"));
        }
        else
        {
            call.Missing("Group", id.Text(), 403);
        }
    }

    public void Forms(Call call) => call.Page("forms", [.. state.Forms.Values], form => WriteForm(call.Json, form, null));

    public static void Form(Call call, AcForm form) => call.Answer(200, json => WriteForm(json, form, "form"));

    private void Write(Utf8JsonWriter json, AcScore score, string? name)
    {
        json.Open(name);
        json.WriteString("reltype", score.Type);
        json.WriteString("name", score.Name);
        json.WriteString("descript", "");
        json.WriteString("status", "1");
        json.WriteString("cdate", state.Time.Iso(score.Created));
        json.WriteString("mdate", state.Time.Iso(score.Created));
        json.NoLinks();
        json.Id("id", score.Id);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, (int Id, string Title) group, string? name)
    {
        json.Open(name);
        json.WriteString("title", group.Title);
        json.NoLinks();
        json.Id("id", group.Id);
        json.WriteEndObject();
    }

    private static void WriteForm(Utf8JsonWriter json, AcForm form, string? name)
    {
        json.Open(name);
        json.WriteString("name", form.Name);
        json.NoLinks();
        json.Id("id", form.Id);
        json.WriteEndObject();
    }
}
