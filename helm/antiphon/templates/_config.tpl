{{/* The configuration file of a component; takes (dict "root" $ "component" "<name>"). */}}
{{- define "antiphon.config" -}}
{{- $values := get .root.Values .component -}}
{{- $base := include (printf "antiphon.config.%s" .component) . | fromYaml -}}
{{- dict "antiphon" (dict .component (mustMergeOverwrite $base (deepCopy $values.config))) | toYaml -}}
{{- end -}}

{{- define "antiphon.config.listen" -}}
listen:
  host: 0.0.0.0
  grpc-port: 9000
  admin-port: 9001
{{- end -}}

{{- define "antiphon.config.database" -}}
{{- $database := (get .root.Values .component).database -}}
database:
  url: {{ $database.url | quote }}
  pool-size: {{ $database.poolSize }}
{{- end -}}

{{- define "antiphon.config.chain" -}}
{{- with .root.Values.chain.wsUrl }}
ws-url: {{ . | quote }}
{{- end }}
chain-id: {{ .root.Values.chain.chainId }}
entity-manager: {{ .root.Values.chain.entityManager | quote }}
play-ledger: {{ .root.Values.chain.playLedger | quote }}
{{- end -}}

{{- define "antiphon.config.gateway" -}}
listen:
  host: 0.0.0.0
  admin-port: 9001
port: 8080
public-url: {{ .root.Values.gateway.publicUrl | quote }}
upstreams:
  {{- range $name := list "discovery" "indexer" "content" "identity" }}
  {{ $name }}: {{ include "antiphon.upstream" (dict "root" $.root "component" $name) }}
  {{- end }}
{{- end -}}

{{- define "antiphon.config.discovery" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
public-url: {{ .root.Values.gateway.publicUrl | quote }}
{{- end -}}

{{- define "antiphon.config.indexer" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
rpc-urls: {{ .root.Values.chain.rpcUrls | toJson }}
{{ include "antiphon.config.chain" . }}
start-block: {{ .root.Values.indexer.startBlock }}
{{- end -}}

{{- define "antiphon.config.content" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
data-dir: /var/lib/antiphon
cache-dir: /tmp/antiphon
trusted-signers: {{ .root.Values.content.trustedSigners | toJson }}
max-upload-size: {{ int64 .root.Values.content.maxUploadBytes }}
{{- end -}}

{{- define "antiphon.config.identity" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
rpc-urls: {{ .root.Values.chain.rpcUrls | toJson }}
{{ include "antiphon.config.chain" . }}
{{- end -}}
