/**
 * Sends each answer of this Google Form to Boucle, signed (Standard Webhooks 1.0).
 * Script properties: BOUCLE_URL and BOUCLE_SECRET (whsec_...). Run install() once.
 * An answer that cannot be sent is kept and tried again every ten minutes, for three days.
 */
var KEEP_MS = 3 * 24 * 60 * 60 * 1000;
var AT_ONCE = 50;

function install() {
  ScriptApp.getProjectTriggers().forEach(function (trigger) {
    ScriptApp.deleteTrigger(trigger);
  });
  ScriptApp.newTrigger('onAnswer').forForm(FormApp.getActiveForm()).onFormSubmit().create();
  ScriptApp.newTrigger('sendWaiting').timeBased().everyMinutes(10).create();
}

function onAnswer(event) {
  locked(function (store) {
    store.setProperty('waiting.' + event.response.getId(), String(Date.now()));
  });
  sendWaiting();
}

function sendWaiting() {
  locked(function (store) {
    var form = FormApp.getActiveForm();
    Object.keys(store.getProperties())
      .filter(function (name) { return name.indexOf('waiting.') === 0; })
      .slice(0, AT_ONCE)
      .forEach(function (name) {
        var old = Date.now() - Number(store.getProperty(name)) > KEEP_MS;
        if (old || sent(store, form, name.slice('waiting.'.length))) {
          store.deleteProperty(name);
        }
      });
  });
}

function locked(work) {
  var lock = LockService.getScriptLock();
  lock.waitLock(30000);
  try {
    work(PropertiesService.getScriptProperties());
  } finally {
    lock.releaseLock();
  }
}

function sent(store, form, responseId) {
  var response = form.getResponse(responseId);
  if (!response) {
    return true;
  }
  var body = JSON.stringify(payload(form, response));
  // The same answer in the same state always has the same id, so that a repeated one counts once.
  var id = 'gf_' + hex(Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, body, Utilities.Charset.UTF_8));
  var timestamp = String(Math.floor(Date.now() / 1000));
  var key = Utilities.base64Decode(store.getProperty('BOUCLE_SECRET').trim().replace(/^whsec_/, ''));
  var text = Utilities.newBlob(id + '.' + timestamp + '.' + body).getBytes();
  var signature = Utilities.base64Encode(Utilities.computeHmacSha256Signature(text, key));
  try {
    var answer = UrlFetchApp.fetch(store.getProperty('BOUCLE_URL').trim(), {
      method: 'post',
      contentType: 'application/json',
      payload: body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': 'v1,' + signature
      },
      muteHttpExceptions: true
    });
    return answer.getResponseCode() >= 200 && answer.getResponseCode() < 300;
  } catch (unreachable) {
    return false;
  }
}

function payload(form, response) {
  return {
    type: 'feedback.submitted',
    timestamp: response.getTimestamp().toISOString(),
    data: {
      source: 'google-forms',
      formId: form.getId(),
      formTitle: form.getTitle(),
      responseId: response.getId(),
      respondentEmail: response.getRespondentEmail() || null,
      editUrl: null,
      answers: response.getItemResponses().map(function (one) {
        var item = one.getItem();
        var answer = {
          itemId: String(item.getId()),
          title: item.getTitle(),
          type: String(item.getType()),
          value: one.getResponse()
        };
        if (item.getType() === FormApp.ItemType.SCALE) {
          answer.lowerBound = item.asScaleItem().getLowerBound();
          answer.upperBound = item.asScaleItem().getUpperBound();
        }
        return answer;
      })
    }
  };
}

function hex(bytes) {
  return bytes.map(function (byte) { return ('0' + (byte & 255).toString(16)).slice(-2); }).join('');
}
