"""Checks the manifests of conf/kubernetes against the operator's own resource definitions.

    python3 check_manifests.py DIRECTORY [MANIFEST…]

DIRECTORY holds the definitions: config/crd/bases of kubeflow/spark-operator. Exit code 1 where a manifest does not fit. A field that
the definition does not name is an error, which an API server would drop without a word. Needs pyyaml and jsonschema.
"""

import copy
import pathlib
import sys

import jsonschema
import yaml


def schemas(directory):
    """By (apiVersion, kind)."""
    found = {}
    for file in sorted(pathlib.Path(directory).glob("*.yaml")):
        definition = yaml.safe_load(file.read_text())
        if definition and definition.get("kind") == "CustomResourceDefinition":
            spec = definition["spec"]
            for version in spec["versions"]:
                schema = strict(version["schema"]["openAPIV3Schema"])
                # Kubernetes' own; the definition leaves it open.
                schema["properties"]["metadata"] = {"type": "object"}
                found[f"{spec['group']}/{version['name']}", spec["names"]["kind"]] = schema
    return found


def strict(schema):
    """OpenAPI as Kubernetes extends it, in terms of JSON Schema; without fields that are not named."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    mine = {key: strict(value) for key, value in schema.items()}
    if mine.get("x-kubernetes-int-or-string") is True:
        mine["type"] = ["integer", "string"]
        mine.pop("anyOf", None)
    named = isinstance(mine.get("properties"), dict) and mine.get("type") == "object"
    if named and mine.get("x-kubernetes-preserve-unknown-fields") is not True:
        mine.setdefault("additionalProperties", False)
    return mine


def errors(manifest, known):
    kind = (manifest.get("apiVersion"), manifest.get("kind"))
    if kind not in known:
        return [f"kind {kind} is not defined; expected one of {sorted(known)}"]
    found = jsonschema.Draft202012Validator(known[kind]).iter_errors(manifest)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def spoilt(manifest):
    """The manifest with one mistake each, every one of which must be found."""
    for change in (
        lambda spec: spec.update(mainClas="x"),
        lambda spec: spec["executor"].update(instances="two"),
        lambda spec: spec["restartPolicy"].update(type="Sometimes"),
        lambda spec: spec.pop("driver"),
    ):
        other = copy.deepcopy(manifest)
        change(other["spec"].get("template", other["spec"]))
        yield other


def main():
    known = schemas(sys.argv[1])
    if not known:
        sys.exit(f"{sys.argv[1]} holds no CustomResourceDefinition; expected config/crd/bases of kubeflow/spark-operator")
    files = [pathlib.Path(name) for name in sys.argv[2:]] or sorted(pathlib.Path(__file__).parents[1].glob("*.yaml"))
    wrong = 0
    for file in files:
        manifest = yaml.safe_load(file.read_text())
        found = errors(manifest, known)
        if not found:
            unseen = sum(not errors(other, known) for other in spoilt(manifest))
            found = [f"{unseen} of its spoilt copies pass; the check is worth nothing"] if unseen else []
        for error in found:
            print(f"{file.name}: {error}")
        if not found:
            print(f"{file.name}: a {manifest['kind']} as the operator defines it")
        wrong += len(found)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
