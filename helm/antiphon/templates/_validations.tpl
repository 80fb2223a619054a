{{/* Says at rendering what would otherwise be found out in a crash loop. */}}
{{- define "antiphon.validate" -}}
{{- $problems := list -}}
{{- range $name := include "antiphon.components" . | fromJsonArray -}}
{{- $values := get $.Values $name -}}
{{- with $values.database -}}
{{- if not .url -}}{{- $problems = append $problems (printf "%s.database.url: empty (expected: postgresql://host:port/name)" $name) -}}{{- end -}}
{{- if not .existingSecret -}}{{- $problems = append $problems (printf "%s.database.existingSecret: empty (expected: the name of a secret with the keys %s and %s)" $name .usernameKey .passwordKey) -}}{{- end -}}
{{- end -}}
{{- range $key := list "signingKey" "relayKey" "lookupSecret" -}}
{{- with get $values $key -}}
{{- if not .existingSecret -}}{{- $problems = append $problems (printf "%s.%s.existingSecret: empty (expected: the name of a secret with the key %s)" $name $key .key) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if or .Values.indexer.enabled .Values.identity.enabled -}}
{{- range $key := empty .Values.addresses | ternary (list "rpcUrls" "entityManager" "playLedger") (list "rpcUrls") -}}
{{- if not (get $.Values.chain $key) -}}{{- $problems = append $problems (printf "chain.%s: empty (expected: a value)" $key) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if .Values.ethereum.rpcUrls -}}
{{- range $name := include "antiphon.ethereumContracts" . | splitList "|" | first | splitList " " -}}
{{- if not (dig "ethereum" "contracts" $name "" $.Values.addresses) -}}{{- $problems = append $problems (printf "addresses.ethereum.contracts.%s: empty (expected: the address book that ./antiphon deploy wrote)" $name) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name := list "discovery" "content" -}}
{{- if and (get $.Values $name).registration.delegateOwnerWallet (not $.Values.ethereum.rpcUrls) -}}{{- $problems = append $problems (printf "%s.registration.delegateOwnerWallet: set (expected: ethereum.rpcUrls beside it)" $name) -}}{{- end -}}
{{- end -}}
{{- if and .Values.gateway.enabled (not .Values.gateway.publicUrl) -}}
{{- $problems = append $problems "gateway.publicUrl: empty (expected: the URL that clients use, e.g. https://music.example.org)" -}}
{{- end -}}
{{- if and .Values.gateway.ingress.enabled (not .Values.gateway.ingress.host) -}}
{{- $problems = append $problems "gateway.ingress.host: empty (expected: a host name)" -}}
{{- end -}}
{{- if and .Values.content.enabled (not .Values.content.trustedSigners) -}}
{{- $problems = append $problems "content.trustedSigners: empty (expected: the address of discovery's signing key; without it no audio is given out)" -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n\nThe values don't make a working installation:\n  - %s\n" (join "\n  - " $problems)) -}}
{{- end -}}
{{- end -}}
