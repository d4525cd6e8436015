using Sync.Sandbox.Http;
using static Sync.Sandbox.ActiveCampaign.AcRoute;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The routes of deal and account custom fields, which are alike but for their names.</summary>
internal sealed class AcMetaRoutes(AcState state)
{
    private readonly AcMetaFields _dealFields = new(state, AcMetaKind.Deal);
    private readonly AcMetaFields _accountFields = new(state, AcMetaKind.Account);
    private readonly (AcMetaData One, AcMetaBulk Many) _dealData = Data(state, AcMetaKind.Deal);
    private readonly (AcMetaData One, AcMetaBulk Many) _accountData = Data(state, AcMetaKind.Account);

    public bool Route(Call call, string method, string[] path) => path switch
    {
        ["dealCustomFieldMeta", ..] => Fields(call, method, path, _dealFields, "DealCustomFieldMeta"),
        ["accountCustomFieldMeta", ..] => Fields(call, method, path, _accountFields, "AccountCustomFieldMeta"),
        ["dealCustomFieldData", ..] => Data(call, method, path, _dealData, "DealCustomFieldData"),
        ["accountCustomFieldData", ..] => Data(call, method, path, _accountData, "AccountCustomFieldData"),
        _ => false,
    };

    private static bool Fields(Call call, string method, string[] path, AcMetaFields fields, string innerName)
    {
        switch (method, path)
        {
            case ("GET", [_]): fields.List(call); return true;
            case ("POST", [_]): fields.Create(call); return true;
            case (_, [_, var id]): return On(call, innerName, id, fields.Find(Number(id)), Choose<AcMetaField>(
                method, each => fields.One(call, each), each => fields.Change(call, each), each => fields.Delete(call, each)));
            default: return false;
        }
    }

    private static (AcMetaData One, AcMetaBulk Many) Data(AcState state, AcMetaKind kind)
    {
        var setter = new AcMetaSetter(state, kind);
        var data = new AcMetaData(state, kind, setter);
        return (data, new AcMetaBulk(state, kind, setter, data));
    }

    private static bool Data(Call call, string method, string[] path, (AcMetaData One, AcMetaBulk Many) data, string innerName)
    {
        switch (method, path)
        {
            case ("GET", [_]): data.One.List(call); return true;
            case ("POST", [_]): data.One.Create(call); return true;
            case ("POST", [_, "bulkCreate"]): data.Many.Create(call); return true;
            case ("PUT", [_, "bulkUpdate"]): data.Many.Update(call); return true;
            case (_, [_, var id]): return On(call, innerName, id, data.One.Find(Number(id)), Choose<AcMetaValue>(
                method, each => data.One.One(call, each), each => data.One.Change(call, each), each => data.One.Delete(call, each)));
            default: return false;
        }
    }
}
