using Sync.Connectors.Checkup;

namespace Sync.Connectors.Tests.Checkup;

public sealed class FieldFitTests
{
    private static readonly FieldInfo[] Fields =
    [
        new("Last_Name", "Last Name", ValueKind.Text, "text") { Required = true, Length = 10 },
        new("Email", "Email", ValueKind.Email, "email"),
        new("Lead_Source", "Lead Source", ValueKind.Choice, "picklist") { Choices = ["Web Form", "Chat"] },
        new("Interests", "Interests", ValueKind.Choices, "multiselectpicklist") { Choices = ["Red", "Blue"] },
        new("Full_Name", "Full Name", ValueKind.Text, "text") { ReadOnly = true, Required = true },
        new("Seats", "Seats", ValueKind.Whole, "integer"),
        new("field:27", "Colours", ValueKind.Choices, "checkbox") { Alias = "field:colours" },
        new("Table", "Table", ValueKind.Other, "subform"),
    ];

    [Theory]
    [InlineData("Last_Name", null, "x", null)]
    [InlineData("Last_Name", ValueKind.Date, "0123456789", null)]
    [InlineData("Last_Name", null, "0123456789a", "takes 10 characters")]
    [InlineData("last_name", null, "", "does not exist")]
    [InlineData("Nope", null, "", "does not exist")]
    [InlineData("Email", ValueKind.Email, "", null)]
    [InlineData("Email", ValueKind.Text, "", "of type email")]
    [InlineData("Seats", ValueKind.Number, "", "of type integer")]
    [InlineData("Lead_Source", ValueKind.Choice, "Chat", null)]
    [InlineData("Lead_Source", ValueKind.Text, "chat", "has no choice 'chat'")]
    [InlineData("Interests", ValueKind.Choices, "||Red||Green||", "has no choice 'Green'")]
    [InlineData("Interests", ValueKind.Choices, "||Red||Blue||", null)]
    [InlineData("Full_Name", null, "", "read-only")]
    [InlineData("field:colours", ValueKind.Choices, "anything", null)]
    [InlineData("FIELD:COLOURS", null, "", null)]
    [InlineData("Table", ValueKind.Text, "", "of type subform")]
    public void A_field_fits_or_it_is_said_why_not(string name, ValueKind? kind, string value, string? problem)
    {
        var line = FieldFit.Judge(new NeededField("Leads", name, kind) { Values = [value] }, Fields);

        Assert.Equal(problem is null, line.Ok);
        Assert.StartsWith(problem ?? "", line.Problem ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null, string.IsNullOrEmpty(line.Cure));
    }

    [Fact]
    public void A_name_that_is_almost_right_is_corrected() =>
        Assert.Contains("'Last_Name'", FieldFit.Judge(new NeededField("Leads", "LastName"), Fields).Cure, StringComparison.Ordinal);

    [Fact]
    public void What_is_only_read_may_be_of_any_type() =>
        Assert.True(FieldFit.Judge(new NeededField("Leads", "Full_Name", ValueKind.Date) { Written = false }, Fields).Ok);

    [Theory]
    [InlineData("field:27", null)]
    [InlineData("field:colours", "webhooks name it 'field:27'")]
    public void What_is_read_has_the_name_that_webhooks_give_it(string name, string? problem) =>
        Assert.Equal(problem, FieldFit.Judge(new NeededField("contacts", name) { Written = false }, Fields).Problem);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void What_a_new_record_demands_has_to_be_given(bool creates, int missing)
    {
        NeededField[] needed = [new("Leads", "Email") { Creates = creates }, new("Leads", "Email") { Creates = creates }];

        var lines = FieldFit.Judge("Leads", needed, Fields).ToList();

        Assert.Equal(1 + missing, lines.Count);
        Assert.Equal(missing, lines.Count(line => line.Check == "field Leads.Last_Name" && !line.Ok));
        Assert.Single(FieldFit.Judge("Leads", [new NeededField("Leads", "Last_Name") { Creates = true }], Fields));
    }
}
