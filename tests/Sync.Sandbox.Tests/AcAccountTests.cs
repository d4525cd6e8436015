namespace Sync.Sandbox.Tests;

public sealed class AcAccountTests : IAsyncLifetime
{
    private AcSandbox _ac = null!;

    public async ValueTask InitializeAsync() => _ac = await AcSandbox.Start();

    public ValueTask DisposeAsync() => _ac.DisposeAsync();

    [Fact]
    public async Task A_company_has_a_name_of_its_own()
    {
        var made = await Create("Lind AB");
        var again = await Create("lind ab");

        Assert.Equal((201, "Lind AB"), (made.Status, made.String("account.name")));
        Assert.Equal((422, "duplicate"), (again.Status, again.String("errors.0.code")));
        Assert.Equal("account_add", (await _ac.Next())["type"]);
    }

    [Fact]
    public async Task A_contact_works_for_one_company_and_moves_by_two_calls()
    {
        var contact = await _ac.Contact("nora@x.test");
        var first = (await Create("One")).String("account.id")!;
        var second = (await Create("Two")).String("account.id")!;
        await _ac.Next();
        await _ac.Next();

        var link = await Link(contact, first);
        var told = await _ac.Next();
        var refused = await Link(contact, second);

        Assert.Equal(("account_contact_add", "One", "CEO", first), (told["type"], told["account[name]"], told["accountContact[job_title]"], told["customer_account_id"]));
        Assert.Equal(("One", first), (told["contact[orgname]"], told["customer_acct_id"]));
        Assert.Equal((422, "/data/attributes/account,contact"), (refused.Status, refused.String("errors.0.source.pointer")));
        Assert.Equal("1", (await _ac.Call("GET", $"accountContacts?filters[contact]={contact}")).String("meta.total"));
        Assert.Equal(200, (await _ac.Call("DELETE", $"accountContacts/{link.String("accountContact.id")}")).Status);
        Assert.Equal(201, (await Link(contact, second)).Status);
        Assert.Equal("Two", (await _ac.Call("GET", $"contacts/{contact}")).String("contact.orgname"));
    }

    [Fact]
    public async Task An_update_names_what_changed_and_fields_go_with_it()
    {
        var field = (await _ac.Call("POST", "accountCustomFieldMeta", new { accountCustomFieldMetum = new { fieldLabel = "Industry", fieldType = "text" } })).String("accountCustomFieldMetum.id");
        var id = (await Create("Lind AB")).String("account.id");
        await _ac.Next();

        await _ac.Call("PUT", $"accounts/{id}", new { account = new { accountUrl = "https://lind.test", fields = new[] { new { customFieldId = field, fieldValue = "Solar" } } } });

        var told = await _ac.Next();
        Assert.Equal(("account_update", "account_url", "Industry"), (told["type"], told["updated_fields[0]"], told["updated_fields[1]"]));
        Assert.Equal(("Industry", "Solar", "https://lind.test"), (told["account[fields][0][key]"], told["account[fields][0][value]"], told["account[account_url]"]));
        Assert.Equal("Solar", (await _ac.Call("GET", $"accountCustomFieldData?filters[customerAccountId]={id}")).String("accountCustomFieldData.0.fieldValue"));
    }

    [Fact]
    public async Task Companies_are_searched_counted_and_deleted_in_bulk()
    {
        var a = (await Create("Acme")).String("account.id");
        await Create("Beta");

        Assert.Equal("1", (await _ac.Call("GET", "accounts?search=acm")).String("meta.total"));
        Assert.Equal("0", (await _ac.Call("GET", "accounts?count_deals=true")).String("accounts.0.dealCount"));
        Assert.True((await _ac.Call("DELETE", $"accounts/bulk_delete?ids[]={a}")).At("meta.success").GetBoolean());
        Assert.Equal(404, (await _ac.Call("GET", $"accounts/{a}")).Status);
        Assert.StartsWith("Bulk operation failed", (await _ac.Call("DELETE", "accounts/bulk_delete")).String("errors"), StringComparison.Ordinal);
        Assert.Equal(201, (await Create("Acme")).Status);
    }

    [Fact]
    public async Task An_import_makes_the_company()
    {
        await _ac.Call("POST", "import/bulk_import", new { contacts = new[] { new { email = "a@x.test", customer_acct_name = "Lind AB" }, new { email = "b@x.test", customer_acct_name = "LIND AB" } } });
        _ac.Sandbox.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("2", (await _ac.Call("GET", "accounts?count_deals=true")).String("accounts.0.contactCount"));
        Assert.True(await _ac.Receiver.Silent());
    }

    [Fact]
    public async Task A_person_acts_on_companies()
    {
        var made = await _ac.Sandbox.Act(new { vendor = "ac", module = "accounts", @do = "create", set = new { name = "Lind AB" } });
        await _ac.Sandbox.Act(new { vendor = "ac", module = "accounts", @do = "update", id = made.String("0.id"), set = new { accountUrl = "https://x.test" } });

        Assert.Equal("account_add", (await _ac.Next())["type"]);
        Assert.Equal("account_update", (await _ac.Next())["type"]);
        Assert.NotNull((await _ac.Sandbox.Act(new { vendor = "ac", module = "accounts", @do = "update", value = "Nobody" })).String("0.error"));
    }

    private Task<Reply> Create(string name) => _ac.Call("POST", "accounts", new { account = new { name } });

    private Task<Reply> Link(string contact, string account) =>
        _ac.Call("POST", "accountContacts", new { accountContact = new { contact, account, jobTitle = "CEO" } });
}
