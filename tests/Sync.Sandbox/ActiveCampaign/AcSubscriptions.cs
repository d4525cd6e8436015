using System.Text.Json;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/contactLists: who is on which list.</summary>
internal sealed class AcSubscriptions(AcState state, AcContactJson contactJson, AcLinkJson linkJson, AcEmitter emitter)
{
    private const int Reopens = 4;

    public void Set(Call call)
    {
        if (!call.TryMember("contactList", out var sent))
        {
            return;
        }

        if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Missing("Subscriber", sent.Text("contact") ?? "");
        }
        else if (sent.Int("list") is not { } id || !state.Lists.TryGetValue(id, out var list))
        {
            call.Missing("_List", sent.Text("list") ?? "");
        }
        else if (sent.Int("status") is not (>= 0 and <= 3 and var status))
        {
            call.Invalid("The value you selected is not a valid choice.", "field_invalid", "status");
        }
        else
        {
            Set(call, sent, contact, list, status);
        }
    }

    /// <summary>Public opt-outs name their list in brackets; all others as a plain number.</summary>
    public void Announce(AcListLink link, string source, Action<FormBody>? more = null)
    {
        switch (link.Status)
        {
            case 1:
                emitter.Fire("subscribe", source, link.Contact, link.List.Id, more);
                break;
            case 2 when source == "public":
                AnnounceOptOut(link);
                break;
            case 2:
                emitter.Fire("unsubscribe", source, link.Contact, link.List.Id, more);
                break;
        }
    }

    private void Set(Call call, JsonElement sent, AcContact contact, AcList list, int status)
    {
        var optedOut = contact.Lists.Exists(link => link.List.Id == list.Id && link.Status == 2);
        // An opt-out stays unless the caller says that he reopens it.
        var wanted = optedOut && status == 1 && sent.Int("sourceid") != Reopens ? 2 : status;
        var (link, added, changed) = state.SetList(contact, list, wanted);
        call.Answer(added ? 201 : 200, json =>
        {
            if (added)
            {
                json.Each("contacts", [contact], each => contactJson.WriteFull(json, each));
            }

            linkJson.WriteListLink(json, link, sent, "contactList");
        });
        if (changed)
        {
            Announce(link, "api");
        }
    }

    private void AnnounceOptOut(AcListLink link)
    {
        var id = link.List.Id.Text();
        Action<FormBody>? shape = state.Switches.OptOutShape.Value switch
        {
            "indexed" => form => form.Add("list[0][id]", id),
            "empty" => form => form.Add("list[][id]", id),
            _ => null,
        };
        var others = link.Contact.Lists.Where(each => each.Status == 1).Select(each => each.List.Id).ToList();
        emitter.Fire(new AcEvent("unsubscribe", "public")
        {
            Contact = link.Contact,
            List = link.List.Id,
            ListShape = shape,
            More = form =>
            {
                form.Add("unsubscribe[reason]", "");
                for (var i = 0; i < others.Count; i++)
                {
                    form.Add($"active_subscriptions[{i}]", others[i].Text());
                }

                form.Add("account_id", "0");
            },
        });
    }
}
