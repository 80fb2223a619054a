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
{{- $chain := .root.Values.chain }}
{{- $book := dig "dataLayer" dict .root.Values.addresses }}
chain-id: {{ int64 (dig "chainId" $chain.chainId $book) }}
entity-manager: {{ dig "contracts" "EntityManager" $chain.entityManager $book | quote }}
play-ledger: {{ dig "contracts" "PlayLedger" $chain.playLedger $book | quote }}
{{- end -}}

{{- define "antiphon.config.ethereumUrl" -}}
{{- $ethereum := .root.Values.ethereum -}}
{{- with $ethereum.wsUrl }}
ws-url: {{ . | quote }}
{{- end }}
finality: {{ $ethereum.finality }}
{{- end -}}

{{/* The contracts of the token's chain by their names in the address book; those after the bar may be absent. */}}
{{- define "antiphon.ethereumContracts" -}}
Registry Governance Staking ServiceTypeManager ServiceProviderFactory ClaimsManager DelegateManager|Payments ArbitratorRegistry Arbitration
{{- end -}}

{{- define "antiphon.config.ethereum" -}}
{{- with .root.Values.ethereum.rpcUrls }}
{{- $book := dig "ethereum" dict $.root.Values.addresses }}
ethereum:
  rpc-urls: {{ toJson . }}
  {{- include "antiphon.config.ethereumUrl" $ | nindent 2 }}
  chain-id: {{ int64 $book.chainId }}
  start-block: {{ int64 $book.block }}
  contracts:
    {{- range $name := include "antiphon.ethereumContracts" $ | replace "|" " " | splitList " " }}
    {{- with dig "contracts" $name "" $book }}
    {{ kebabcase $name }}: {{ . | quote }}
    {{- end }}
    {{- end }}
  initial:
    voting-period: {{ $.root.Values.ethereum.initial.votingPeriod }}
    decrease-stake-lockup: {{ $.root.Values.ethereum.initial.decreaseStakeLockup }}
{{- end }}
{{- end -}}

{{- define "antiphon.config.registration" -}}
{{- with (get .root.Values .component).registration.delegateOwnerWallet }}
registration:
  rpc-urls: {{ toJson $.root.Values.ethereum.rpcUrls }}
  {{- include "antiphon.config.ethereumUrl" $ | nindent 2 }}
  service-provider-factory: {{ dig "ethereum" "contracts" "ServiceProviderFactory" "" $.root.Values.addresses | quote }}
  delegate-owner-wallet: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "antiphon.config.takedowns" -}}
{{- if .root.Values.ethereum.rpcUrls }}
{{- $book := dig "ethereum" dict .root.Values.addresses }}
{{- with dig "contracts" "Arbitration" "" $book }}
takedowns:
  rpc-urls: {{ toJson $.root.Values.ethereum.rpcUrls }}
  {{- include "antiphon.config.ethereumUrl" $ | nindent 2 }}
  chain-id: {{ int64 $book.chainId }}
  start-block: {{ int64 $book.block }}
  arbitration: {{ . | quote }}
{{- end }}
{{- end }}
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
{{ include "antiphon.config.registration" . }}
{{- end -}}

{{- define "antiphon.config.indexer" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
rpc-urls: {{ .root.Values.chain.rpcUrls | toJson }}
{{ include "antiphon.config.chain" . }}
start-block: {{ int64 (dig "dataLayer" "block" .root.Values.indexer.startBlock .root.Values.addresses) }}
{{ include "antiphon.config.ethereum" . }}
{{- end -}}

{{- define "antiphon.config.content" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
data-dir: /var/lib/antiphon
cache-dir: /tmp/antiphon
trusted-signers: {{ .root.Values.content.trustedSigners | toJson }}
max-upload-size: {{ int64 .root.Values.content.maxUploadBytes }}
{{ include "antiphon.config.registration" . }}
{{ include "antiphon.config.takedowns" . }}
{{- end -}}

{{- define "antiphon.config.identity" -}}
{{ include "antiphon.config.listen" . }}
{{ include "antiphon.config.database" . }}
rpc-urls: {{ .root.Values.chain.rpcUrls | toJson }}
{{ include "antiphon.config.chain" . }}
{{- end -}}
