namespace Sync.Sandbox.Tests;

public sealed class AcSwitchTests : IAsyncLifetime
{
    private AcSandbox _ac = null!;
    private string _contact = null!;

    public async ValueTask InitializeAsync()
    {
        _ac = await AcSandbox.Start();
        _contact = await _ac.Contact("nora@x.test");
    }

    public ValueTask DisposeAsync() => _ac.DisposeAsync();

    [Theory]
    [InlineData("tagChangeUpdates", "off", "contact_tag_added")]
    [InlineData("tagChangeUpdates", "on", "contact_tag_added,update")]
    [InlineData("noteUpdates", "off", "subscriber_note")]
    [InlineData("noteUpdates", "on", "subscriber_note,update")]
    [InlineData("unchangedUpdates", "on", "update")]
    [InlineData("unchangedUpdates", "off", "")]
    public async Task Whether_an_update_follows_is_a_switch(string name, string value, string types)
    {
        await _ac.Switch(name, value);
        var tag = (await _ac.Call("POST", "tags", new { tag = new { tag = "vip", tagType = "contact" } })).String("tag.id");

        await (name switch
        {
            "tagChangeUpdates" => _ac.Call("POST", "contactTags", new { contactTag = new { contact = _contact, tag } }),
            "noteUpdates" => _ac.Call("POST", "notes", new { note = new { note = "hi", relid = _contact, reltype = "Subscriber" } }),
            _ => _ac.Call("POST", "contact/sync", new { contact = new { email = "nora@x.test" } }),
        });

        var told = new List<string>();
        foreach (var _ in types.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            told.Add((await _ac.Next())["type"]);
        }

        Assert.Equal(types, string.Join(',', told.Order()));
        Assert.True(await _ac.Receiver.Silent());
    }

    [Theory]
    [InlineData("indexed", "list[0][id]")]
    [InlineData("empty", "list[][id]")]
    [InlineData("plain", "list")]
    public async Task A_public_opt_out_names_its_list_in_one_of_three_shapes(string value, string key)
    {
        await _ac.Switch("optOutShape", value);
        await _ac.Call("POST", "contactLists", new { contactList = new { contact = _contact, list = 1, status = 1 } });
        await _ac.Call("POST", "contactLists", new { contactList = new { contact = _contact, list = 3, status = 1 } });
        await _ac.Next();
        await _ac.Next();

        await _ac.Sandbox.Act(new { vendor = "ac", @as = "public", @do = "unsubscribe", email = "nora@x.test", value = "3" });

        var told = await _ac.Next();
        Assert.Equal(("unsubscribe", "3", "1"), (told["type"], told[key], told["active_subscriptions[0]"]));
    }

    [Fact]
    public async Task A_right_key_may_be_forbidden_now_and_then()
    {
        await _ac.Switch("sporadicForbidden", "0.5");

        var replies = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            replies.Add((await _ac.Call("GET", "users/me")).Status);
        }

        Assert.Equal([200, 403], replies.Distinct().Order());
    }

    [Fact]
    public async Task A_deleted_contact_may_stay_readable_under_another_email()
    {
        await _ac.Switch("deletedContact", "readable");

        await _ac.Call("DELETE", $"contacts/{_contact}");

        Assert.Equal($"deleted+{_contact}@x.test", (await _ac.Call("GET", $"contacts/{_contact}")).String("contact.email"));
        Assert.Equal(404, (await _ac.Call("PUT", $"contacts/{_contact}", """{"contact":{"firstName":"x"}}""")).Status);
    }

    [Theory]
    [InlineData("off", false)]
    [InlineData("on", true)]
    public async Task A_change_of_a_list_may_move_the_stamp(string value, bool moves)
    {
        await _ac.Switch("listChangeTouches", value);
        var before = (await _ac.Call("GET", $"contacts/{_contact}")).String("contact.udate");
        _ac.Sandbox.Time.Advance(TimeSpan.FromSeconds(5));

        await _ac.Call("POST", "contactLists", new { contactList = new { contact = _contact, list = 1, status = 1 } });

        Assert.Equal(moves, before != (await _ac.Call("GET", $"contacts/{_contact}")).String("contact.udate"));
    }
}
