{{- define "antiphon.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "antiphon.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "antiphon.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "antiphon.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The names of the enabled components, as JSON. */}}
{{- define "antiphon.components" -}}
{{- $components := list -}}
{{- range $name := list "gateway" "discovery" "indexer" "content" "identity" -}}
{{- if (get $.Values $name).enabled -}}
{{- $components = append $components $name -}}
{{- end -}}
{{- end -}}
{{- toJson $components -}}
{{- end -}}

{{/* The following take (dict "root" $ "component" "<name>"). */}}

{{- define "antiphon.componentName" -}}
{{- printf "%s-%s" (include "antiphon.fullname" .root) .component -}}
{{- end -}}

{{- define "antiphon.selectorLabels" -}}
app.kubernetes.io/name: {{ include "antiphon.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "antiphon.labels" -}}
{{ include "antiphon.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: antiphon
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "antiphon.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository (default .Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* How many pods run at least; decides whether a disruption budget makes sense. */}}
{{- define "antiphon.minReplicas" -}}
{{- $values := get .root.Values .component -}}
{{- if dig "autoscaling" "enabled" false $values -}}
{{- $values.autoscaling.minReplicas -}}
{{- else -}}
{{- dig "replicas" 1 $values -}}
{{- end -}}
{{- end -}}

{{/* Whether the component answers gRPC on a port of its own. */}}
{{- define "antiphon.servesGrpc" -}}
{{- if ne .component "gateway" -}}true{{- end -}}
{{- end -}}

{{- define "antiphon.upstream" -}}
{{- printf "dns:///%s.%s.svc:9000" (include "antiphon.componentName" .) .root.Release.Namespace -}}
{{- end -}}
