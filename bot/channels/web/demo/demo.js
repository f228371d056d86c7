const chat = document.querySelector("claimdesk-chat");
const stage = document.querySelector(".stage");
const tabs = [...document.querySelectorAll(".tabs [role=tab]")];

function choose(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
  }
  stage.classList.toggle("at-desk", tab.id === "tab-desk");
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.find((one) => one !== tab);
    choose(other);
    other.focus();
  });
}

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => {
    choose(tabs[0]);
    chat.suggest(button.dataset.say);
  });
}
