import inspect
import io
import os

import attune
from attune.api_client.api.executions import get_execution
from attune.api_client.api.packs import list_packs
from attune.api_client.api.secrets import create_key, delete_key, get_key, list_keys, update_key
from attune.api_client.models import CreateKeyRequest, OwnerType, UpdateKeyRequest

client = attune.context.client
run = int(os.environ["ATTUNE_EXEC_ID"])


def tell(name, call):
    try:
        answer = call()
    except Exception as raised:
        print(f"{name} | raised | {type(raised).__name__}: {str(raised)[:150]}")
        return None
    if not hasattr(answer, "status_code"):
        print(f"{name} | done | {answer}")
        return answer
    print(f"{name} | {int(answer.status_code)} | {type(answer.parsed).__name__}")
    return answer


def key(name, value):
    reference = {"ref": "clients." + name} if "ref" in inspect.signature(CreateKeyRequest).parameters else {"local_ref": name}
    return CreateKeyRequest(
        name="n", owner_type=OwnerType.PACK, owner_pack_ref="clients", value=value, encrypted=True, **reference
    )


def value(answer, expected):
    print(f"  value as expected: {answer is not None and answer.parsed.data.value == expected}")


value(tell("get_key", lambda: get_key.sync_detailed("clients.key", client=client)), "bound in Jenkins")
tell("get_key, absent", lambda: get_key.sync_detailed("none", client=client))
tell("list_keys", lambda: list_keys.sync_detailed(client=client, page=1, per_page=10))
tell("create_key", lambda: create_key.sync_detailed(client=client, body=key("made", {"a": 1})))
tell("create_key, twice", lambda: create_key.sync_detailed(client=client, body=key("made", {"a": 1})))
tell("update_key", lambda: update_key.sync_detailed("clients.made", client=client, body=UpdateKeyRequest(value="second value")))
tell("update_key, absent", lambda: update_key.sync_detailed("none", client=client, body=UpdateKeyRequest(value="v")))
value(tell("get_key, made", lambda: get_key.sync_detailed("clients.made", client=client)), "second value")
tell("delete_key", lambda: delete_key.sync_detailed("clients.made", client=client))
got = tell("get_execution", lambda: get_execution.sync_detailed(run, client=client))
print(f"  id of the run: {got is not None and got.parsed is not None and got.parsed.data.id == run}")
tell("get_execution, another", lambda: get_execution.sync_detailed(run + 1, client=client))
tell("list_packs", lambda: list_packs.sync_detailed(client=client))

try:
    import attune.api_client.models as models
    import attune.artifacts as helpers
    from attune.api_client.api.artifacts import (
        allocate_file_version_by_ref,
        append_progress,
        create_artifact,
        create_version_file,
        create_version_json,
        download_latest,
        download_version,
        get_artifact,
        get_artifact_by_ref,
        get_latest_version,
        get_version,
        list_artifacts,
        list_artifacts_by_execution,
        list_versions,
        set_artifact_data,
        upload_version,
        upload_version_by_ref,
    )
    from attune.api_client.types import File
except ImportError as missing:
    print(f"artifacts | not in this release | {missing}")
    raise SystemExit(0)

request = models.CreateArtifactRequest(
    ref="clients.a", scope=OwnerType.ACTION, owner="clients.python", type_=models.ArtifactType.PROGRESS
)
made = tell("create_artifact", lambda: create_artifact.sync_detailed(client=client, body=request))
number = made.parsed.data.id
tell("create_artifact, twice", lambda: create_artifact.sync_detailed(client=client, body=request))
tell("get_artifact", lambda: get_artifact.sync_detailed(number, client=client))
tell("get_artifact_by_ref", lambda: get_artifact_by_ref.sync_detailed("clients.a", client=client))
tell("append_progress", lambda: append_progress.sync_detailed(number, client=client, body=models.AppendProgressRequest.from_dict({"entry": {"s": 1}})))
tell("set_artifact_data", lambda: set_artifact_data.sync_detailed(number, client=client, body=models.SetDataRequest.from_dict({"data": {"s": 1}})))
tell("create_version_json", lambda: create_version_json.sync_detailed(number, client=client, body=models.CreateVersionJsonRequest.from_dict({"content": {"s": 1}})))
place = tell(
    "allocate_file_version_by_ref",
    lambda: allocate_file_version_by_ref.sync_detailed(
        "clients.f", client=client, body=models.AllocateFileVersionByRefRequest(content_type="text/plain")
    ),
)
file = place.parsed.data.artifact
with open(os.path.join(os.environ["ATTUNE_ARTIFACTS_DIR"], place.parsed.data.file_path), "w") as out:
    out.write("hello")
tell("create_version_file", lambda: create_version_file.sync_detailed(file, client=client, body=models.CreateFileVersionRequest()))
if hasattr(models, "ArtifactVersionUploadForm"):
    form = models.ArtifactVersionUploadForm(file=File(payload=io.BytesIO(b"up"), file_name="u.txt", mime_type="text/plain"))
    tell("upload_version", lambda: upload_version.sync_detailed(file, client=client, body=form))
    form = models.ArtifactVersionByRefUploadForm(file=File(payload=io.BytesIO(b"up"), file_name="u.txt"), content_type="text/csv")
    tell("upload_version_by_ref", lambda: upload_version_by_ref.sync_detailed("clients.g", client=client, body=form))
tell("list_versions", lambda: list_versions.sync_detailed(file, client=client))
tell("get_version", lambda: get_version.sync_detailed(file, 1, client=client))
tell("get_latest_version", lambda: get_latest_version.sync_detailed(file, client=client))
content = tell("download_version", lambda: download_version.sync_detailed(file, 1, client=client))
print(f"  content as it was written: {content is not None and content.content == b'hello'}")
tell("download_latest", lambda: download_latest.sync_detailed(file, client=client))
tell("list_artifacts", lambda: list_artifacts.sync_detailed(client=client))
tell("list_artifacts_by_execution", lambda: list_artifacts_by_execution.sync_detailed(run, client=client))
tell("artifacts.allocate_file_version", lambda: bool(helpers.allocate_file_version("clients.h", content_type="text/plain").write_text("x")))
tell("artifacts.create_progress", lambda: helpers.create_progress("clients.p").append({"s": 1}).data)
